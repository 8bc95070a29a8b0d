import type { LogFile } from './platform.ts'

const HIDDEN = '…'

/** Known secrets shorter than this would take ordinary words along; they protect nothing anyway. */
const SHORTEST = 4

/** Names of headers, fields and parameters whose values open something. */
const names =
  '(?:proxy-)?authorization|(?:set-)?cookie|(?:[a-z]+-)*(?:api|auth|access|client)[-_]?(?:key|token|secret)|token|secret|password|passwd'

/** Parameters by which an address opens what it names, of Amazon's, Google's, Azure's, Alibaba's and CloudFront's signed addresses. */
const signed =
  'x-(?:amz|goog|oss)-(?:credential|signature|security-token|expires|date|signedheaders|algorithm)|(?:aws|google|oss)accesskeyid|uploadid|signature|key-pair-id|policy|sig'

const rules: readonly (readonly [RegExp, string])[] = [
  // The whole query of a signed address; & may be written as JSON, HTML or an address in an address has it.
  [new RegExp(`\\?[^\\s"'<>?]*?\\b(?:${signed})(?:=|%3D)[^\\s"'<>]*`, 'gi'), `?${HIDDEN}`],
  // X-Amz-Signature=abc outside of an address; <UploadId>abc</UploadId> and the like in a store's XML error
  [new RegExp(`\\b(${signed})(\\s*=\\s*)[^\\s&,;"'<>]+`, 'gi'), `$1$2${HIDDEN}`],
  [
    /<(AWSAccessKeyId|OSSAccessKeyId|UploadId|SignatureProvided|StringToSign(?:Bytes)?|CanonicalRequest(?:Bytes)?|AuthenticationDetail|X-Amz-[A-Za-z-]+)>[^<]*/gi,
    `<$1>${HIDDEN}`,
  ],
  // Go's and Node's errors name the near end of a connection: read tcp 192.168.1.7:52344->…, - Local (192.168.1.7:52344)
  [/\b((?:tcp|udp)[46]? )(?:\[[^\]\s]*\]|[\d.]+):\d+(?=->)/g, `$1${HIDDEN}`],
  [/(- Local \()[^)]*(?=\))/g, `$1${HIDDEN}`],
  // http://user:password@host
  [/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@"']+@/gi, `$1${HIDDEN}@`],
  // "authorization": "Bearer abc", 'x-api-key': 'abc'
  [new RegExp(`(["'](?:${names})["']\\s*:\\s*)(["'])(?:\\\\.|(?!\\2).)*\\2`, 'gi'), `$1$2${HIDDEN}$2`],
  // Authorization: Bearer abc, up to the end of the line
  [new RegExp(`\\b((?:proxy-)?authorization|(?:set-)?cookie)(\\s*[:=]\\s*)(?!["'])[^\\r\\n]+`, 'gi'), `$1$2${HIDDEN}`],
  // token=abc, api_key: abc
  [new RegExp(`\\b(${names})(\\s*[:=]\\s*)(?!["'])[^\\s&,;"']+`, 'gi'), `$1$2${HIDDEN}`],
  [/\bbearer\s+[\w~+/.-]{6,}=*/gi, `Bearer ${HIDDEN}`],
  // "Basic authentication" is no secret: what is one has a capital, a digit or padding in it.
  [/\b[Bb]asic\s+(?=[A-Za-z\d+/]*[A-Z\d=])[A-Za-z\d+/]{6,}={0,2}/g, `Basic ${HIDDEN}`],
  // Keys that name themselves: Hugging Face, OpenAI's kind, GitHub, JSON web tokens, PEM.
  [/\b(?:hf_|sk-|ghp_|gho_|github_pat_)[\w-]{8,}/g, HIDDEN],
  [/\beyJ[\w-]{10,}\.[\w-]{4,}(?:\.[\w-]+)?/g, HIDDEN],
  [/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]+?(?=-----END|$)/g, `$1${HIDDEN}`],
]

/**
 * A text for the log or for others to read, without what opens a door: user and password of an address,
 * headers and parameters that carry keys, keys that can be told by their form, and every one of `known`, as
 * it is and in the spellings that headers, addresses and JSON have.
 *
 * @param known secrets to be hidden wherever they stand; those shorter than four characters are passed over
 * @param ownAddresses IP addresses of this computer, which say where its user is
 */
export function redact(text: string, known: Iterable<string> = [], ownAddresses: readonly string[] = []): string {
  const spelled = [...known].filter(({ length }) => length >= SHORTEST).flatMap(spellings)
  // The longest first, so that no part of one is left over by another that it begins with.
  spelled.sort((a, b) => b.length - a.length)
  const whole = spelled.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text)
  // Texts are cut to a length, some in the middle of a secret.
  const left = Math.max(0, ...spelled.map((secret) => overlap(whole, secret)))
  const plain = left === 0 ? whole : whole.slice(0, -left) + HIDDEN
  const clear = rules.reduce((rest, [pattern, by]) => rest.replace(pattern, by), plain)
  return ownAddresses.reduce((rest, address) => rest.replaceAll(wholeAddress(address), HIDDEN), clear)
}

/** An IP address, but not as a part of a longer one. */
function wholeAddress(address: string): RegExp {
  const literal = address.replaceAll('.', '\\.')
  return new RegExp(`(?<![\\w.:])${literal}${address.includes(':') ? '(?!\\w|:[\\da-f])' : '(?!\\d|\\.\\d)'}`, 'gi')
}

/** How many of the last letters of a text are the first ones of a secret; a few tell nothing. */
function overlap(text: string, secret: string): number {
  for (let length = secret.length - 1; length >= SHORTEST; length--)
    if (text.endsWith(secret.slice(0, length))) return length
  return 0
}

function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64')
  return [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64])]
}

/** An error as the log writes it, with its causes. `redacted` clears its texts. */
export function redactError(error: unknown, redacted: (text: string) => string = redact): string {
  if (!(error instanceof Error)) return redacted(String(error))
  const cause = error.cause === undefined ? '' : `\ncaused by ${redactError(error.cause, redacted)}`
  return redacted(error.stack ?? `${error.name}: ${error.message}`) + cause
}

/** Remembers every secret that passed through this run, and clears texts of all of them. */
export interface Redactor {
  learn(secrets: Iterable<string>): void
  redact(text: string): string
  redactError(error: unknown): string
}

/** @param ownAddresses the IP addresses this computer has now, without loopback */
export function createRedactor(ownAddresses: () => readonly string[] = () => []): Redactor {
  const known = new Set<string>()
  const redacted = (text: string) => redact(text, known, ownAddresses())
  return {
    learn(secrets) {
      for (const secret of secrets) known.add(secret)
    },
    redact: redacted,
    redactError: (error) => redactError(error, redacted),
  }
}

/** A log into which no secret gets, and out of which none comes that something else wrote there. */
export function redactedLog(log: LogFile, redactor: Redactor): LogFile {
  return {
    file: log.file,
    info: (text) => log.info(redactor.redact(text)),
    error: (text, error) => log.error(redactor.redact(text), redactor.redactError(error)),
    tail: async (bytes) => redactor.redact(await log.tail(bytes)),
  }
}
