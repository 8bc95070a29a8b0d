/** `posix`: sh, bash and zsh. `powershell`: PowerShell 5.1 and 7. */
export type Shell = 'posix' | 'powershell'

/** A text as one argument of a command, whatever is in it; bare if it needs no quotes. */
export function shellQuoted(text: string, shell: Shell): string {
  // PowerShell reads a number with a unit as a number.
  const bare = shell === 'posix' ? /^[\w.,:/@%+-]+$/ : /^[a-z_][\w.:/-]*$/i
  return bare.test(text) ? text : inQuotes(text, shell)
}

// Typographic apostrophes are quotes in PowerShell, too.
const inQuotes = (text: string, shell: Shell) =>
  shell === 'posix' ? `'${text.replaceAll("'", String.raw`'\''`)}'` : `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`

/** A line that sets a variable of the environment to a text, or to another variable. */
export function environmentLine(name: string, value: string | { variable: string }, shell: Shell): string {
  if (shell === 'powershell')
    return `$env:${name} = ${typeof value === 'string' ? inQuotes(value, shell) : `$env:${value.variable}`}`
  return `export ${name}=${typeof value === 'string' ? shellQuoted(value, shell) : `"$${value.variable}"`}`
}

/** The languages of literals. JSON is read by all of them but Python's words for `true`, `false` and `null`. */
export type Notation = 'json' | 'python'

export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value }

const words = { json: ['true', 'false', 'null'], python: ['True', 'False', 'None'] } as const

/** Quotes, backslashes, and all characters that are not shown, that change how others are shown, or that are no character. */
const escaped = /["\\]|[\p{C}\p{Zl}\p{Zp}]/gu

/** A text in double quotes, with escapes that JSON, JavaScript and Python read. */
export function quoted(text: string, notation: Notation): string {
  const inner = text.replace(escaped, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (character === '"' || character === '\\') return `\\${character}`
    if (character === '\n') return String.raw`\n`
    // Python has no pairs of surrogates.
    if (code > 0xffff && notation === 'python') return `\\U${code.toString(16).padStart(8, '0')}`
    return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join('')
  })
  return `"${inner}"`
}

/** Longest list or object that is written in one line, in characters. */
const LONGEST_LINE = 70

/** A value as a literal of JSON, which is one of JavaScript too, or of Python. An object at the top has a line per field. */
export function literal(value: Value, notation: Notation, indent = '', isTop = true): string {
  const [yes, no, nothing] = words[notation]
  if (value === null) return nothing
  if (typeof value === 'string') return quoted(value, notation)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? yes : no
  const isList = Array.isArray(value)
  const entries = Object.entries(value as Record<string, Value>)
  const parts = (inner: string) =>
    entries.map(([key, one]) => `${isList ? '' : `${quoted(key, notation)}: `}${literal(one, notation, inner, false)}`)
  if (entries.length === 0) return isList ? '[]' : '{}'
  const line = isList ? `[${parts('').join(', ')}]` : `{ ${parts('').join(', ')} }`
  if (!isTop && line.length <= LONGEST_LINE && !line.includes('\n')) return line
  const inner = `${indent}  `
  const [open, close] = isList ? '[]' : '{}'
  return `${open}\n${parts(inner)
    .map((part) => `${inner}${part}`)
    .join(',\n')}\n${indent}${close}`
}
