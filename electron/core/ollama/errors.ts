import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import { errorSchema } from '#shared/ollama/schemas.ts'
import { ProblemError, problem } from '../problem.ts'

/** What was asked, for the words of a problem. */
export interface Asked {
  /** Origin and path of the server, without credentials. */
  server: string
  model?: string | undefined
}

/**
 * The server's own words in an error body or line: empty where it has none (`{"error":{}}` of 0.5.12),
 * `null` where this is no error.
 */
export function errorText(body: unknown): string | null {
  const parsed = errorSchema.safeParse(body)
  if (!parsed.success || !('error' in parsed.data)) return null
  const { error } = parsed.data
  return typeof error === 'string' ? error : ''
}

/**
 * An answer whose status is not 2xx, as a problem. Decided by status and shape, as the texts differ
 * between versions and endpoints; where one status means several things, by the few words they need.
 */
export function answerProblem(status: number, contentType: string, body: string, asked: Asked): Problem {
  const json = parseJson(body)
  const told = errorText(json) ?? ''
  const isJson = json !== undefined && typeof json === 'object'
  const params = { server: asked.server, ...(asked.model === undefined ? {} : { model: asked.model }) }
  const as = (code: ProblemCode) =>
    problem(code, params, { status, detail: told || (contentType.startsWith('text/plain') ? body.trim() : '') })

  if (status >= 300 && status < 400) return as('redirected')
  if (status === 401) return as('unauthorized')
  // The Origin and Host checks of Ollama answer with nothing at all; a proxy says something.
  if (status === 403) return as(body === '' ? 'origin_refused' : 'forbidden')
  if (status === 404 && isJson) return as('model_not_found')
  if (status === 404 || status === 405) return as(contentType.startsWith('text/plain') ? 'not_supported' : 'not_ollama')
  if (status === 501) return as('embedding_unsupported')
  if (status === 503) return as('busy')
  if (status === 502 || status === 504) return as('unreachable')
  if (status === 400) {
    if (/context length/i.test(told)) return as('input_too_long')
    if (/does not support (generate|chat)/.test(told)) return as('generate_unsupported')
    if (/^time: |duration/.test(told)) return as('keep_alive_invalid')
    return as('rejected')
  }
  if (/more system memory|out of memory|insufficient memory/i.test(told)) return as('out_of_memory')
  return as(status >= 500 ? 'server_error' : 'rejected')
}

/** Words of in-stream errors, which carry no status, in the order they are tried. */
const streamTexts: [RegExp, ProblemCode][] = [
  // Left behind by a server that got SIGTERM in mid-pull; every pull ends so until the part files are gone.
  [/^EOF$/, 'parts_broken'],
  [/no space left on device|not enough space on the disk/i, 'disk_full'],
  [/digest mismatch/i, 'digest_mismatch'],
  [/requires MLX/i, 'needs_mlx'],
  [/server gave HTTP response to HTTPS client/i, 'registry_plain_http'],
  [/manifest: file does not exist/i, 'unknown_model'],
  [/access denied|unauthorized|\b(401|403):/i, 'registry_denied'],
  [/max retries exceeded/i, 'retries_exhausted'],
  [/dial tcp|no such host|connection re(fused|set)|i\/o timeout|TLS handshake|x509:/i, 'registry_unreachable'],
  [/\b[45]\d\d: /, 'registry_error'],
  [/no such file or directory|cannot find the (file|path)/i, 'local_model_missing'],
]

/** An error line of a pull or push. */
export function streamProblem(text: string, asked: Asked): Problem {
  const code = streamTexts.find(([pattern]) => pattern.test(text))?.[1] ?? 'server_error'
  return problem(code, { server: asked.server, model: asked.model ?? '' }, { detail: text })
}

/** The server joins a pull to the dying download of one cancelled a moment ago, and ends it so; asking again helps. */
export function joinedDyingDownload(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.detail === 'context canceled'
}

/** Node's error codes for what can happen before an answer. */
const nodeCodes: Record<string, ProblemCode> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'no_such_name',
  EAI_AGAIN: 'no_such_name',
  EAI_FAIL: 'no_such_name',
  ETIMEDOUT: 'timed_out',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EPROTO: 'tls',
}
const tlsCodes = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO_SELF|SELF_SIGNED|HOSTNAME_MISMATCH)/

/** What the way to the server met, as an error to throw. */
export function networkError(error: unknown, asked: Asked): ProblemError {
  if (error instanceof ProblemError) return error
  const { code = '', message = String(error), name = '' } = error as { code?: string; message?: string; name?: string }
  const params = { server: asked.server, ...(asked.model === undefined ? {} : { model: asked.model }) }
  if (name === 'AbortError' || code === 'ABORT_ERR') return new ProblemError(problem('cancelled', params), error)
  const known =
    nodeCodes[code] ??
    (tlsCodes.test(code)
      ? 'tls'
      : code.startsWith('HPE_')
        ? 'not_ollama'
        : message === 'socket hang up'
          ? 'reset'
          : 'unreachable')
  return new ProblemError(problem(known, params, { detail: message }), error)
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
