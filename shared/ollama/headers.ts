/**
 * Headers that belong to the connection or to Corral itself. A proxy in front of Ollama that wants more
 * than a token or password wants others (`X-Api-Key`, `CF-Access-Client-Secret`).
 */
const own = new Set([
  'accept',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const token = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/
const printable = /^[\x20-\x7e]+$/

export type HeaderFault = 'name' | 'own' | 'value'

/**
 * What keeps a header from being sent: `name` is not one (RFC 9110, 5.1), `own` is Corral's or the
 * connection's to set, `value` is empty or has line breaks or letters beyond ASCII. `null` if nothing.
 */
export function headerFault(name: string, value: string): HeaderFault | null {
  if (!token.test(name)) return 'name'
  if (own.has(name.toLowerCase())) return 'own'
  return printable.test(value) && value.trim() !== '' ? null : 'value'
}

/** Whether a text can be sent as a bearer token: one word of printable ASCII. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text)
}
