import { ORPCError } from '@orpc/server'
import type { Problem, ProblemCode } from '#shared/contract/problem.ts'

/** The only error the core throws intentionally. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem, cause?: unknown) {
    super(problem.detail ?? problem.code, cause === undefined ? undefined : { cause })
    this.name = 'ProblemError'
    this.problem = problem
  }
}

const RETRYABLE: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'refused',
  'no_such_name',
  'name_lookup_failed',
  'connect_timed_out',
  'timed_out',
  'reset',
  'unreachable',
  'local_network_denied',
  'gateway_down',
  'busy',
  'server_error',
  'ended_early',
  'answer_ended_early',
  'stalled',
  'interrupted',
  'cancelled',
  'worker_stopped',
  'registry_unreachable',
  'registry_busy',
  'registry_rate_limited',
  'registry_error',
  'retries_exhausted',
  'registry_not_reached',
  'proxy_unreachable',
  'proxy_refused',
  'registry_limits_requests',
  'digest_mismatch',
  'layer_missing',
  'parts_in_use',
  'parts_changing',
  'parts_not_changed',
  'disk_full',
  'out_of_memory',
])

const DETAIL_LENGTH = 2000

export function problem(
  code: ProblemCode,
  params: Problem['params'] = {},
  more: { status?: number | undefined; detail?: string | undefined; retryAfter?: number | undefined } = {},
): Problem {
  return {
    code,
    params,
    retryable: RETRYABLE.has(code),
    ...(more.status === undefined ? {} : { status: more.status }),
    ...(more.detail === undefined || more.detail === '' ? {} : { detail: more.detail.slice(0, DETAIL_LENGTH) }),
    ...(more.retryAfter === undefined ? {} : { retryAfter: more.retryAfter }),
  }
}

export function fail(...args: Parameters<typeof problem>): ProblemError {
  return new ProblemError(problem(...args))
}

/** The problem of any thrown value; `internal` for all but a `ProblemError`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  return problem('internal', {}, { detail: error instanceof Error ? error.message : String(error) })
}

/** A problem as an oRPC error, its detail cleared by `redact`. */
export function toWireError(error: unknown, redact: (text: string) => string): Error {
  if (error instanceof ORPCError) return error
  const { detail, ...data } = problemOf(error)
  return new ORPCError('PROBLEM', {
    defined: true,
    data: { ...data, ...(detail === undefined ? {} : { detail: redact(detail) }) },
    cause: error,
  })
}
