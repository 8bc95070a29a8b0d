export interface Parameter {
  key: string
  values: (string | number | boolean)[]
}

/**
 * Parses `parameters` of `/api/show`: lines of a key and a Go literal (`%-30s %#v` in Ollama's source), in random
 * order, a list as one line per element. Sorted by key, elements in their order. Text that is not a literal is kept
 * unchanged; a quoted text may span several lines.
 */
export function parseParameters(text: string): Parameter[] {
  const values = new Map<string, Parameter['values']>()
  const lines = /^[ \t]*(\S+)(?:[ \t]+("(?:[^"\\]|\\[^])*"[ \t]*|.*))?$/gm
  for (const [, key = '', literal = ''] of text.matchAll(lines)) {
    const list = values.get(key) ?? []
    list.push(decode(literal.trimEnd()))
    values.set(key, list)
  }
  return [...values].map(([key, values]) => ({ key, values })).sort((a, b) => (a.key < b.key ? -1 : 1))
}

function decode(literal: string): string | number | boolean {
  if (literal === 'true' || literal === 'false') return literal === 'true'
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(literal)) return Number(literal)
  if (literal.length > 1 && literal.startsWith('"') && literal.endsWith('"')) return unquote(literal.slice(1, -1))
  return literal
}

const letters: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** Reverses Go's `strconv.Quote`. `\x80` and above are bytes that were not UTF-8 and cannot be restored. */
function unquote(text: string): string {
  return text.replace(
    /\\(?:x([\dA-Fa-f]{2})|u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|([^]))/g,
    (_, byte?: string, short?: string, long?: string, letter = '') => {
      const code = parseInt(byte ?? short ?? long ?? '', 16)
      if (Number.isNaN(code)) return letters[letter] ?? letter
      return code > 0x10ffff || (byte && code > 0x7f) ? '\ufffd' : String.fromCodePoint(code)
    },
  )
}
