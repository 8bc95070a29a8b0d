/**
 * Splits Go's `text/template`, as Ollama's models use it, into pieces for display. Nothing is executed and no text
 * makes it throw; the pieces joined are the template again.
 */
export interface TemplatePiece {
  kind:
    /** Outside of actions: sent to the model unchanged. */
    | 'text'
    /** A control token of the model in such text, like `<|im_start|>`. */
    | 'mark'
    /** `{{` and `}}`, with the dash that trims white space. */
    | 'delimiter'
    | 'comment'
    | 'keyword'
    | 'function'
    /** `.Messages`, `$.Tools` and the fields behind them. */
    | 'field'
    /** `$index` */
    | 'variable'
    | 'string'
    | 'number'
    /** White space, brackets, pipes and anything unknown. */
    | 'other'
  text: string
}

const keywords = new Set('if else end range with define template block break continue nil true false'.split(' '))

/** A piece inside an action; longer alternatives first where one is a prefix of another. */
const inside =
  /(?<comment>\/\*[^]*?\*\/)|(?<string>"(?:\\[^]|[^"\\\n])*"|`[^`]*`|'(?:\\[^]|[^'\\\n])*')|(?<field>\$?(?:\.[\p{L}_][\p{L}\p{N}_]*)+|\.(?![\p{L}\p{N}_]))|(?<variable>\$[\p{L}\p{N}_]*)|(?<number>[+-]?\d[\w.]*)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<other>\s+|[^])/uy

/** Control tokens of the models in Ollama's library. */
const marks = /<\|[^|<>\n]{1,40}\|>|<｜[^｜<>\n]{1,40}｜>|<\/?[a-z_]{1,30}>|\[\/?[A-Z_]{2,30}\]|<\/?s>/g

export function templatePieces(template: string): TemplatePiece[] {
  const pieces: TemplatePiece[] = []
  const push = (kind: TemplatePiece['kind'], text: string) => {
    const last = pieces.at(-1)
    if (text === '') return
    if (last?.kind === kind && (kind === 'text' || kind === 'other')) last.text += text
    else pieces.push({ kind, text })
  }
  let at = 0
  while (at < template.length) {
    const open = template.indexOf('{{', at)
    const text = template.slice(at, open < 0 ? undefined : open)
    let from = 0
    for (const mark of text.matchAll(marks)) {
      push('text', text.slice(from, mark.index))
      push('mark', mark[0])
      from = mark.index + mark[0].length
    }
    push('text', text.slice(from))
    if (open < 0) break
    at = action(template, open, push)
  }
  return pieces
}

/** Splits one action, from `{{` on; returns the offset of its end. */
function action(template: string, open: number, push: (kind: TemplatePiece['kind'], text: string) => void): number {
  const opening = /\{\{(?:-(?=\s))?/y
  opening.lastIndex = open
  const start = opening.exec(template)?.[0] ?? '{{'
  push('delimiter', start)
  let at = open + start.length
  while (at < template.length) {
    const closing = /-?\}\}/y
    closing.lastIndex = at
    const end = closing.exec(template)?.[0]
    if (end !== undefined) {
      push('delimiter', end)
      return at + end.length
    }
    inside.lastIndex = at
    const { groups = {}, 0: text = template.slice(at) } = inside.exec(template) ?? {}
    const kind = Object.entries(groups).find(([, value]) => value !== undefined)?.[0] ?? 'other'
    if (kind === 'word') push(keywords.has(text) ? 'keyword' : 'function', text)
    else push(kind as TemplatePiece['kind'], text)
    at += text.length
  }
  return at
}

export interface TemplateFacts {
  /** Variables the template uses, by first name, in order of appearance: `Messages`, `System`, `Tools`. */
  variables: string[]
  /** Roles that it compares with or writes out. */
  roles: string[]
  /** Functions other than Go's comparisons. */
  functions: string[]
}

/** The variables that Ollama passes to a template; other names are fields of messages, tools and calls. */
const given = new Set('System Prompt Response Suffix Messages Tools Think ThinkLevel IsThinkSet First'.split(' '))

const plainFunctions = new Set('and or not eq ne lt le gt ge len index slice'.split(' '))

const roleWords = /\b(system|user|assistant|tool|developer|model|ipython)\b/

/** The variables, roles and functions of a template, as far as its text shows them. */
export function templateFacts(pieces: readonly TemplatePiece[]): TemplateFacts {
  const variables = new Set<string>()
  const roles = new Set<string>()
  const functions = new Set<string>()
  const code = pieces.filter(({ kind, text }) => kind !== 'comment' && !(kind === 'other' && text.trim() === ''))
  for (const [at, { kind, text }] of code.entries()) {
    const before = code[at - 1]
    if (kind === 'field') {
      const name = /[^$.]+/.exec(text)?.[0] ?? ''
      if (given.has(name)) variables.add(name)
    } else if (kind === 'function' && !plainFunctions.has(text)) functions.add(text)
    else if (
      kind === 'string' &&
      [before, code[at + 1]].some((next) => next?.kind === 'field' && next.text.endsWith('.Role'))
    )
      roles.add(text.slice(1, -1))
    else if (kind === 'text' && before?.kind === 'mark') {
      const role = roleWords.exec(text.trimStart().split(/\s/, 1)[0] ?? '')?.[1]
      if (role !== undefined) roles.add(role)
    }
  }
  return { variables: [...variables], roles: [...roles], functions: [...functions] }
}
