/**
 * Headers that the connection or Corral itself sets; the user cannot. A proxy in front of Ollama may need others
 * (`X-Api-Key`, `CF-Access-Client-Secret`).
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
 * Why a header cannot be sent: `name` is not a header name (RFC 9110, 5.1), `own` is set by Corral or the connection,
 * `value` is empty or has line breaks or non-ASCII characters. `null` if it can be sent.
 */
export function headerFault(name: string, value: string): HeaderFault | null {
  if (!token.test(name)) return 'name'
  if (own.has(name.toLowerCase())) return 'own'
  return printable.test(value) && value.trim() !== '' ? null : 'value'
}

/** Whether a text is valid as a bearer token: printable ASCII without spaces. */
export function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text)
}
