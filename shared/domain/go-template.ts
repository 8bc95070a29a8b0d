/**
 * Go's `text/template` as Ollama's models use it, cut into pieces for the eye: nothing is run, and no
 * text makes it fail. The pieces joined are the template again.
 */
export interface TemplatePiece {
  kind:
    /** Outside of actions: sent to the model as it is. */
    | 'text'
    /** A control token of the model within such text, like `<|im_start|>`. */
    | 'mark'
    /** `{{`, `}}`, with the dash that trims. */
    | 'delimiter'
    | 'comment'
    | 'keyword'
    | 'function'
    /** `.Messages`, `$.Tools` and what follows with dots. */
    | 'field'
    /** `$index` */
    | 'variable'
    | 'string'
    | 'number'
    /** Blanks, brackets, pipes and what is not understood. */
    | 'other'
  text: string
}

const keywords = new Set('if else end range with define template block break continue nil true false'.split(' '))

/** A piece inside an action, longest first where beginnings are alike. */
const inside =
  /(?<comment>\/\*[^]*?\*\/)|(?<string>"(?:\\[^]|[^"\\\n])*"|`[^`]*`|'(?:\\[^]|[^'\\\n])*')|(?<field>\$?(?:\.[\p{L}_][\p{L}\p{N}_]*)+|\.(?![\p{L}\p{N}_]))|(?<variable>\$[\p{L}\p{N}_]*)|(?<number>[+-]?\d[\w.]*)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<other>\s+|[^])/uy

/** Control tokens as the models of the library write them. */
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

/** Cuts one action, from `{{` on; answers where it ends. */
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
  /** What the template is given, by its first name and in the order met: `Messages`, `System`, `Tools`. */
  variables: string[]
  /** Roles that it tells apart or writes out. */
  roles: string[]
  /** Functions beyond those of the language's comparisons. */
  functions: string[]
}

/** The names that Ollama gives to a template itself; others are fields of messages, tools and calls. */
const given = new Set('System Prompt Response Suffix Messages Tools Think ThinkLevel IsThinkSet First'.split(' '))

const plainFunctions = new Set('and or not eq ne lt le gt ge len index slice'.split(' '))

const roleWords = /\b(system|user|assistant|tool|developer|model|ipython)\b/

/** What a template asks for and what it writes, as far as its words show. */
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
