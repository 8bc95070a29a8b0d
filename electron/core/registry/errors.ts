import { object, parseJson, text } from '#shared/ollama/fields.ts'
import type { ProblemCode } from '#shared/contract/problem.ts'
import { errorText, networkError } from '../ollama/errors.ts'
import { retryAfterOf } from '../ollama/http.ts'
import { ProblemError, fail } from '../problem.ts'
import type { GetAnswer } from './get.ts'
import { ProxyError } from './proxy.ts'

/** The parameters of the problems below; a type, since an interface is no `Record`. */
export type AskedRegistry = {
  model: string
  /** The registry's common name. */
  registry: string
}

const MINUTE = 60_000

/** The wait where a registry does not say how long; Hugging Face counts requests over five minutes. */
const WAIT = 5 * MINUTE

/** A longer wait is not believed. */
const LONGEST = 1e9

/**
 * The problem of a registry's refusal.
 *
 * @param now in milliseconds since 1970, for a `Retry-After` that is a date
 */
export function refusalProblem({ status, headers, body }: GetAnswer, asked: AskedRegistry, now: number): ProblemError {
  const told = messageOf(body.toString('utf8'))
  const retryAfter = waitOf(headers, now)
  const as = (code: ProblemCode, more: Record<string, number> = {}) =>
    fail(code, { ...asked, ...more }, { status, detail: told, retryAfter })
  if (status === 404) return as('unknown_model')
  // Hugging Face gives the same answer for a private, a gated and a missing repository.
  if (status === 401 || status === 403) return as('registry_gated')
  if (status === 429) return as('registry_limits_requests', { minutes: Math.ceil((retryAfter ?? WAIT) / MINUTE) })
  if (status === 400 && /sharded GGUF/i.test(told)) return as('sharded')
  if (status === 503) return as('registry_busy')
  if (status >= 500) return as('registry_error')
  return as(status >= 400 ? 'registry_rejected' : 'registry_no_manifest')
}

/** Ollama's registry sends `{"errors":[{"message"}]}`, Hugging Face `{"error"}` or plain text. */
function messageOf(body: string): string {
  const json = parseJson(body)
  const listed = object(json)?.['errors']
  const first = Array.isArray(listed) ? text(object(listed[0])?.['message']) : undefined
  return first ?? (errorText(json) || body.trim())
}

/** From `Retry-After`, or from Hugging Face's `RateLimit: "…";r=0;t=120`, in milliseconds. */
function waitOf(headers: GetAnswer['headers'], now: number): number | undefined {
  const told = retryAfterOf(headers['retry-after'], now) ?? 0
  const limit = /\bt=(\d{1,6})\b/.exec(String(headers['ratelimit'] ?? ''))?.[1]
  const wait = told > 0 && told < LONGEST ? told : limit === undefined ? 0 : Number(limit) * 1000
  return wait > 0 ? wait : undefined
}

/** The problem of any error of a request. That it failed tells nothing of the Ollama server, which asks by itself. */
export function asksProblem(error: unknown, url: URL, asked: AskedRegistry): ProblemError {
  if (error instanceof ProxyError)
    return fail(`proxy_${error.kind}`, { ...asked, proxy: error.proxy }, { detail: error.message })
  const { problem } = networkError(error, { server: url.origin })
  const { code, detail } = problem
  if (code === 'cancelled' || 'registry' in problem.params) return new ProblemError(problem)
  if (code === 'plain_http') return fail('registry_plain_http', asked, { detail })
  if (code === 'answer_too_large' || code === 'bad_answer' || code === 'redirected')
    return fail('registry_no_manifest', asked, { detail })
  return fail('registry_not_reached', asked, { detail })
}
