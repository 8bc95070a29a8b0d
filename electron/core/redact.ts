import type { LogFile } from './platform.ts'

const HIDDEN = '…'

/** Shorter known secrets are not hidden: they also occur in ordinary words. */
const SHORTEST = 4

/** Names of headers, fields and parameters whose values are secrets. */
const names =
  '(?:proxy-)?authorization|(?:set-)?cookie|(?:[a-z]+-)*(?:api|auth|access|client)[-_]?(?:key|token|secret)|token|secret|password|passwd'

/** Parameters of signed URLs of Amazon, Google, Azure, Alibaba and CloudFront. */
const signed =
  'x-(?:amz|goog|oss)-(?:credential|signature|security-token|expires|date|signedheaders|algorithm)|(?:aws|google|oss)accesskeyid|uploadid|signature|key-pair-id|policy|sig'

const rules: readonly (readonly [RegExp, string])[] = [
  // The whole query of a signed URL; & may be escaped as in JSON, HTML or a URL within a URL.
  [new RegExp(`\\?[^\\s"'<>?]*?\\b(?:${signed})(?:=|%3D)[^\\s"'<>]*`, 'gi'), `?${HIDDEN}`],
  // X-Amz-Signature=abc outside a URL; <UploadId>abc</UploadId> and others in an XML error of a store
  [new RegExp(`\\b(${signed})(\\s*=\\s*)[^\\s&,;"'<>]+`, 'gi'), `$1$2${HIDDEN}`],
  [
    /<(AWSAccessKeyId|OSSAccessKeyId|UploadId|SignatureProvided|StringToSign(?:Bytes)?|CanonicalRequest(?:Bytes)?|AuthenticationDetail|X-Amz-[A-Za-z-]+)>[^<]*/gi,
    `<$1>${HIDDEN}`,
  ],
  // Go's and Node's errors name the local address: read tcp 192.168.1.7:52344->…, - Local (192.168.1.7:52344)
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
  // "Basic authentication" is no secret: base64 has a capital, a digit or padding.
  [/\b[Bb]asic\s+(?=[A-Za-z\d+/]*[A-Z\d=])[A-Za-z\d+/]{6,}={0,2}/g, `Basic ${HIDDEN}`],
  // Keys with a known form: Hugging Face, OpenAI and alike, GitHub, JSON web tokens, PEM.
  [/\b(?:hf_|sk-|ghp_|gho_|github_pat_)[\w-]{8,}/g, HIDDEN],
  [/\beyJ[\w-]{10,}\.[\w-]{4,}(?:\.[\w-]+)?/g, HIDDEN],
  [/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]+?(?=-----END|$)/g, `$1${HIDDEN}`],
]

/**
 * Removes secrets from a text for the log or for the page: user and password of a URL, headers and parameters
 * with keys, keys with a known form, and each of `known`, as it is and as encoded in headers, URLs and JSON.
 *
 * @param known secrets to hide anywhere; those shorter than four characters are ignored
 * @param ownAddresses IP addresses of this computer, which tell its user's location
 */
export function redact(text: string, known: Iterable<string> = [], ownAddresses: readonly string[] = []): string {
  const spelled = [...known].filter(({ length }) => length >= SHORTEST).flatMap(spellings)
  // The longest first: a secret may begin with another.
  spelled.sort((a, b) => b.length - a.length)
  const whole = spelled.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text)
  // A text may have been cut in the middle of a secret.
  const left = Math.max(0, ...spelled.map((secret) => overlap(whole, secret)))
  const plain = left === 0 ? whole : whole.slice(0, -left) + HIDDEN
  const clear = rules.reduce((rest, [pattern, by]) => rest.replace(pattern, by), plain)
  return ownAddresses.reduce((rest, address) => rest.replaceAll(wholeAddress(address), HIDDEN), clear)
}

/** Matches an IP address, but not as part of a longer one. */
function wholeAddress(address: string): RegExp {
  const literal = address.replaceAll('.', '\\.')
  return new RegExp(`(?<![\\w.:])${literal}${address.includes(':') ? '(?!\\w|:[\\da-f])' : '(?!\\d|\\.\\d)'}`, 'gi')
}

/** The length of the longest end of a text that is the beginning of a secret; 0 below `SHORTEST`. */
function overlap(text: string, secret: string): number {
  for (let length = secret.length - 1; length >= SHORTEST; length--)
    if (text.endsWith(secret.slice(0, length))) return length
  return 0
}

function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64')
  return [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64])]
}

/** An error with its causes as text for the log, each cleared by `redacted`. */
export function redactError(error: unknown, redacted: (text: string) => string = redact): string {
  if (!(error instanceof Error)) return redacted(String(error))
  const cause = error.cause === undefined ? '' : `\ncaused by ${redactError(error.cause, redacted)}`
  return redacted(error.stack ?? `${error.name}: ${error.message}`) + cause
}

/** Collects the secrets of this run, and removes them from texts. */
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

/** A log that removes secrets on writing, and on reading too, as Electron writes there itself. */
export function redactedLog(log: LogFile, redactor: Redactor): LogFile {
  return {
    file: log.file,
    info: (text) => log.info(redactor.redact(text)),
    error: (text, error) => log.error(redactor.redact(text), redactor.redactError(error)),
    tail: async (bytes) => redactor.redact(await log.tail(bytes)),
  }
}
