import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import { DEFAULT_HOST, isFault, parseName } from '#shared/ollama/name.ts'
import { number, object, parseJson, text } from '#shared/ollama/fields.ts'
import { CERTIFICATE_CHANGED } from '../platform.ts'
import { ProblemError, problem } from '../problem.ts'
import { signinAddress } from './account.ts'
import { isLocalUnreachable } from './local-network.ts'

/** What was requested, for the parameters of a problem. */
export interface Asked {
  /** Origin and path of the server, without credentials. */
  server: string
  model?: string | undefined
  /** Below the server's address. */
  path?: string
  /** Which transfer, where one text has another meaning in each. */
  kind?: 'pull' | 'push'
  /** Whether credentials were sent along. */
  signed?: boolean
}

/** The parts of an answer that determine its problem. */
export interface Refusal {
  status: number
  contentType: string
  body: string
  /** The `WWW-Authenticate` header. */
  challenge?: string | undefined
  /** The `Location` header. */
  location?: string | undefined
}

/**
 * The text of an error body or line: empty if it has none (`{"error":{}}` of 0.5.12), `null` if this is no error.
 * Bridges to other APIs put the text into an object (`{"error":{"message":…}}`), and some send an empty error with
 * each line of progress.
 */
export function errorText(body: unknown): string | null {
  const fields = object(body)
  const error = fields?.['error']
  if (error === undefined || error === null || error === false) return null
  if (error === '' && text(fields?.['status']) !== undefined) return null
  return typeof error === 'string' ? error : (text(object(error)?.['message']) ?? '')
}

/**
 * The problem of an answer whose status is not 2xx. Decided by status and shape, since the texts differ between
 * versions and endpoints; texts are used only if one status has several meanings.
 */
export function answerProblem({ status, contentType, body, challenge = '', location }: Refusal, asked: Asked): Problem {
  const json = parseJson(body)
  const told = errorText(json) ?? ''
  const isJson = json !== undefined && typeof json === 'object'
  const params = paramsOf(asked)
  const as = (code: ProblemCode, more: Problem['params'] = {}) =>
    problem(code, { ...params, ...more }, { status, detail: told || body.trim() })

  if (status >= 300 && status < 400) {
    const right = targetOf(location, asked)
    return right === '' ? as('redirected') : as('redirected_to', { right })
  }
  if (status === 401 || status === 407) {
    // This is about the account at ollama.com, not about this host's credentials.
    if (isJson && 'signin_url' in (json as object)) {
      const signin = signinAddress(object(json)?.['signin_url'])
      return as('signin_needed', signin === null ? {} : { signin })
    }
    if (asked.signed) return as('credentials_refused')
    const [scheme = ''] = challenge.split(/[\s,]/, 1)
    return as('unauthorized', scheme === '' ? {} : { scheme: scheme.toLowerCase() })
  }
  // Ollama's Origin and Host checks answer with an empty body; a proxy sends one.
  if (status === 403) return as(body === '' ? 'origin_refused' : 'forbidden')
  // Other servers answer 404 with JSON as well, but without an `error` about a model.
  if (status === 404 && errorText(json) !== null && asked.model !== undefined) return as('model_not_found')
  if (status === 404 || status === 405) return as(contentType.startsWith('text/plain') ? 'not_supported' : 'not_ollama')
  if (status === 501) return as(embedPaths.has(asked.path ?? '') ? 'embedding_unsupported' : 'not_passed_on')
  // Ollama answers with JSON; a proxy that cannot reach it does not.
  if (status === 502 || status === 504 || (status === 503 && !isJson)) return as('gateway_down')
  if (status === 503 || status === 429) return as('busy')
  if (status === 400 || status === 500) {
    const registry = portInFolder.exec(told)?.[1]
    if (registry !== undefined) return as('port_in_name', { registry })
    if (tooLong.test(told)) return as(asked.path === '/api/chat' ? 'prompt_too_long' : 'input_too_long')
    if (notFinite.test(told)) return as('vector_not_finite')
    if (noMemory.test(told)) return as('out_of_memory')
    if (/\bnot support embeddings\b/.test(told)) return as('embedding_unsupported')
  }
  if (status === 400) {
    if (/http request.{0,30}https (server|port)/i.test(body)) return as('needs_https', { right: httpsOf(asked.server) })
    // Before 0.2.6: `embedding models do not support generate`.
    if (/\bdo(es)? not support (generate|chat)/.test(told)) return as('generate_unsupported')
    if (/\bdoes not support thinking/.test(told)) return as('thinking_unsupported')
    if (/^time: |duration/.test(told)) return as('keep_alive_invalid')
    return as('rejected')
  }
  return as(status >= 500 ? 'server_error' : 'rejected')
}

/**
 * The problem of an error line of an answer: that of an answer with the line's status, which servers before 0.12.6
 * sent in the first line, or with 500.
 */
export function lineProblem(line: unknown, asked: Asked): Problem {
  const status = number(object(line)?.['status'])
  const refusal = { status: status ?? 500, contentType: 'application/json', body: JSON.stringify(line) }
  const { status: _, ...told } = answerProblem(refusal, asked)
  return status === undefined ? told : { ...told, status }
}

/** Only here is 501 about the model: llama.cpp's server without embedding mode answers so. */
const embedPaths: ReadonlySet<string> = new Set(['/api/embed', '/api/embeddings'])

/** Windows allows no colon in a folder's name: `mkdir C:\…\manifests\127.0.0.1:5000: The directory name is invalid.` */
const portInFolder = /\bmkdir [a-z]:\\.*\\([^\\:]+:\d+)/i

/** The second and third are texts of llama.cpp, which some versions pass on. */
const tooLong = /context length|too large to process|exceeds the available context size/i
/** The second is the error of Go's JSON encoder. */
const notFinite = /\b(NaN|Inf) |unsupported value: (NaN|[+-]Inf)/

/** Texts of Ollama, of its runners (`outOfMemorySubstrings` in its v0.33 source), and of a process killed by the system. */
const noMemory =
  /more system memory|out of (device )?memory|OutOfMemory|(not enough|insufficient) memory|Malloc failed|failed to allocate|allocation failed|unable to load full model|signal: killed/i

/**
 * Texts of in-stream errors, which have no status, in the order in which they are tried. Named groups become parameters
 * of the problem.
 */
const streamTexts: [RegExp, ProblemCode][] = [
  // Both are in Ollama's own words, so they go before those of registries.
  [/realm host "(?<realm>[^"]+)" does not match original host "(?<original>[^"]+)"/, 'registry_realm_mismatch'],
  [/blocked redirect to a different host/, 'registry_redirect_blocked'],
  [/unexpected status code (?<status>30[12378])\b/, 'registry_redirect_status'],
  [/no Location header in response/, 'registry_no_location'],
  [/unsupported protocol scheme ""/, 'registry_no_scheme'],
  // Every pull ends so after a server got SIGTERM during one, until the part files are deleted.
  [/^EOF$/, 'parts_broken'],
  [/no space left on device|not enough space on the disk/i, 'disk_full'],
  // Hugging Face: `429: … We had to rate limit your IP …`.
  [/\b429\b[^]*(rate.?limit|too many requests)|had to rate.?limit/i, 'registry_rate_limited'],
  [/digest mismatch/i, 'digest_mismatch'],
  [/requires MLX/i, 'needs_mlx'],
  [/server gave HTTP response to HTTPS client/i, 'registry_plain_http'],
  [/manifest: file does not exist/i, 'unknown_model'],
  [/newer version of Ollama|\b412: /, 'server_too_old'],
  [/sharded GGUF/i, 'sharded'],
  [/access denied|unauthorized|\b(401|403)(:|$)|status (code )?(401|403)\b/i, 'registry_denied'],
  [/: (permission denied|access is denied|read-only file system)\.?$/i, 'store_unwritable'],
  [/x509: /i, 'registry_certificate'],
  [/max retries exceeded/i, 'retries_exhausted'],
  // Not the port of an address.
  [/(?<![\d.:])(429|503): |status (code )?(429|503)\b/, 'registry_busy'],
  [
    /dial tcp|no such host|connection re(fused|set)|i\/o timeout|TLS handshake|deadline exceeded|unexpected EOF|": EOF$|stream error/i,
    'registry_unreachable',
  ],
  [/\b(429|5\d\d): |status (code )?(429|5\d\d)\b/, 'registry_error'],
  [/\b4\d\d: |status (code )?4\d\d\b/, 'registry_rejected'],
  [/manifests[/\\].*(no such file|cannot find the (file|path))/i, 'local_model_missing'],
]

/** Texts that mean something else at the end of a push: a 404 of the registry is about the place, not about a model. */
const pushTexts: typeof streamTexts = [
  [/^(max retries exceeded: )?file does not exist$|\bNAME_UNKNOWN\b/, 'registry_namespace_unknown'],
]

/** The problem of an error line of a pull or push. */
export function streamProblem(text: string, asked: Asked): Problem {
  const registry = portInFolder.exec(text)?.[1]
  const params = { server: asked.server, model: asked.model ?? '' }
  if (registry !== undefined) return problem('port_in_name', { ...params, registry }, { detail: text })
  for (const [pattern, code] of asked.kind === 'push' ? [...pushTexts, ...streamTexts] : streamTexts) {
    const found = pattern.exec(text)
    if (found)
      return problem(code, { ...params, registry: registryOf(params.model), ...found.groups }, { detail: text })
  }
  return problem('server_error', params, { detail: text })
}

/** The common name of a model's registry. */
export function registryOf(model: string): string {
  const parts = parseName(model)
  const host = isFault(parts) ? '' : parts.host
  if (host === 'hf.co' || host === 'huggingface.co') return 'Hugging Face'
  return host === DEFAULT_HOST ? 'ollama.com' : host
}

/** Registries accept smaller differences of the clock. In milliseconds. */
const CLOCK_OFF = 2 * 60_000
const refusals: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'registry_denied',
  'unauthorized',
  'credentials_refused',
  'origin_refused',
  'forbidden',
])
const noReason = /(^|\b40[13])[:\s]*(Unauthorized|Forbidden)?[.\s]*$/i

/**
 * Replaces a refusal without a reason by `clock_off` if the server's clock is off: the server signs its requests
 * to the registry with the time.
 *
 * @param ahead the server's clock minus ours in milliseconds
 */
export function toClockProblem(error: unknown, ahead: number | null, asked: Asked): unknown {
  if (!(error instanceof ProblemError) || ahead === null || Math.abs(ahead) < CLOCK_OFF) return error
  const { code, status, detail = '' } = error.problem
  if (!refusals.has(code) || !noReason.test(detail)) return error
  const minutes = Math.round(Math.abs(ahead) / 60_000)
  return new ProblemError(problem('clock_off', { ...paramsOf(asked), minutes }, { status, detail }))
}

/** A pull right after a cancelled one joins the old download and ends with it; a retry succeeds. */
export function joinedDyingDownload({ detail }: Problem): boolean {
  return detail === 'context canceled'
}

/** Node's error codes. */
const nodeCodes: Record<string, ProblemCode> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'no_such_name',
  EAI_AGAIN: 'name_lookup_failed',
  EAI_FAIL: 'name_lookup_failed',
  ETIMEDOUT: 'connect_timed_out',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EPROTO: 'tls',
  CERT_HAS_EXPIRED: 'certificate_expired',
  CERT_NOT_YET_VALID: 'certificate_expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_name',
  HOSTNAME_MISMATCH: 'certificate_name',
  [CERTIFICATE_CHANGED]: 'certificate_changed',
}
const untrusted =
  /^(DEPTH_ZERO_SELF|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE)/
const tlsCodes = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_)/
/** Errors of OpenSSL and BoringSSL for an answer in plain http. */
const plainAnswer = /wrong.version.number|http.request|packet length too long|record.?too.?large/i

export function nodeCode(error: unknown): string {
  return (error as { code?: string }).code ?? ''
}

/** The problem of a network error, as an error to throw. */
export function networkError(error: unknown, asked: Asked): ProblemError {
  if (error instanceof ProblemError) return error
  const code = nodeCode(error)
  const { message = String(error), name = '' } = error as { message?: string; name?: string }
  const params = paramsOf(asked)
  if (name === 'AbortError' || code === 'ABORT_ERR') return new ProblemError(problem('cancelled', params), error)
  const known = nodeCodes[code] ?? otherCode(code, message)
  // macOS gives no other sign when it blocks the local network.
  if (isLocalUnreachable(error, asked.server))
    return new ProblemError(problem(known, { ...params, local: 1 }, { detail: message }), error)
  if (known === 'tls' && asked.server.startsWith('https:') && plainAnswer.test(message))
    return new ProblemError(
      problem('plain_http', { ...params, right: httpOf(asked.server) }, { detail: message }),
      error,
    )
  return new ProblemError(problem(known, params, { detail: message }), error)
}

function otherCode(code: string, message: string): ProblemCode {
  if (untrusted.test(code)) return 'certificate_untrusted'
  if (tlsCodes.test(code)) return 'tls'
  if (code.startsWith('HPE_')) return 'not_ollama'
  // A body that does not match its `Content-Encoding`.
  if (/^(Z_|ERR__ERROR_|ERR_BROTLI)/.test(code)) return 'bad_answer'
  if (code === 'ERR_STREAM_PREMATURE_CLOSE') return 'reset'
  return message === 'socket hang up' ? 'reset' : 'unreachable'
}

function paramsOf({ server, model }: Asked): Problem['params'] {
  const host = URL.canParse(server) ? new URL(server).hostname : server
  return { server, host, ...(model === undefined ? {} : { model }) }
}

/** The server's address according to a redirect, without credentials; empty if unknown. */
function targetOf(location: string | undefined, { server, path = '' }: Asked): string {
  if (location === undefined || !URL.canParse(location, server)) return ''
  const { origin, pathname } = new URL(location, server + path)
  const right = pathname.endsWith(path) ? origin + pathname.slice(0, pathname.length - path.length) : ''
  return right === server ? '' : right
}

/** The same address with https, on the same port. */
export function httpsOf(server: string): string {
  return withScheme(server, 'https', 80)
}

function httpOf(server: string): string {
  return withScheme(server, 'http', 443)
}

function withScheme(server: string, scheme: string, defaultPort: number): string {
  const { host, port, pathname } = new URL(server)
  return `${scheme}://${host}${port === '' ? `:${defaultPort}` : ''}${pathname.replace(/\/$/, '')}`
}
