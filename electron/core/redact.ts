const HIDDEN = '…'

/** Names of headers, fields and parameters whose values open something. */
const names =
  '(?:proxy-)?authorization|(?:set-)?cookie|x-api-key|api[-_]?key|access[-_]?token|token|secret|password|passwd'

const rules: readonly (readonly [RegExp, string])[] = [
  // http://user:password@host
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@"']+@/gi, `$1${HIDDEN}@`],
  // "authorization": "Bearer abc", 'x-api-key': 'abc'
  [new RegExp(`(["'](?:${names})["']\\s*:\\s*)(["'])(?:\\\\.|(?!\\2).)*\\2`, 'gi'), `$1$2${HIDDEN}$2`],
  // Authorization: Bearer abc, up to the end of the line
  [new RegExp(`\\b((?:proxy-)?authorization|(?:set-)?cookie)(\\s*[:=]\\s*)(?!["'])[^\\r\\n]+`, 'gi'), `$1$2${HIDDEN}`],
  // token=abc, api_key: abc
  [new RegExp(`\\b(${names})(\\s*[:=]\\s*)(?!["'])[^\\s&,;"']+`, 'gi'), `$1$2${HIDDEN}`],
  [/\b(bearer|basic)\s+[\w~+/.-]{6,}=*/gi, `$1 ${HIDDEN}`],
  // Keys that name themselves: Hugging Face, OpenAI's kind, GitHub, JSON web tokens.
  [/\b(?:hf_|sk-|ghp_|gho_|github_pat_)[\w-]{8,}/g, HIDDEN],
  [/\beyJ[\w-]{10,}\.[\w-]{4,}(?:\.[\w-]+)?/g, HIDDEN],
]

/**
 * A text for the log or for others to read, without what opens a door: user and password of an address,
 * headers and parameters that carry keys, keys that can be told by their form, and every one of `known`.
 *
 * @param known secrets to be hidden wherever they stand; those shorter than four characters are passed over
 */
export function redact(text: string, known: readonly string[] = []): string {
  const plain = known
    .filter((secret) => secret.length >= 4)
    .reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text)
  return rules.reduce((rest, [pattern, by]) => rest.replace(pattern, by), plain)
}

/** An error as the log writes it, with its causes. */
export function redactError(error: unknown, known: readonly string[] = []): string {
  if (!(error instanceof Error)) return redact(String(error), known)
  const cause = error.cause === undefined ? '' : `\ncaused by ${redactError(error.cause, known)}`
  return redact(error.stack ?? `${error.name}: ${error.message}`, known) + cause
}
