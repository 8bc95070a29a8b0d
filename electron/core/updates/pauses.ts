import type { Problem } from '#shared/contract/problem.ts'
import type { Clock } from '../platform.ts'
import { ProblemError } from '../problem.ts'

const MINUTE = 60_000
const LONGEST = 60 * MINUTE

/** Refusals of every request, for a while. */
const limits: ReadonlySet<string> = new Set(['registry_limits_requests', 'registry_busy'])
/** What the next request to the same registry would meet, too. */
const failures: ReadonlySet<string> = new Set([
  'registry_not_reached',
  'proxy_unreachable',
  'proxy_credentials',
  'proxy_refused',
])

/**
 * Registries that are not asked for a while: as long as one says that limits requests, else for a minute, and twice as
 * long each time after. One that cannot be reached is not asked again in the same check.
 */
export interface Pauses {
  /** Throws the problem for which a registry is not asked now. */
  throwIfPaused(base: string): void
  failed(base: string, problem: Problem): void
  answered(base: string): void
  /** At the beginning of a check: whoever starts it may have mended the connection. */
  forgetFailures(): void
  /** When the last of the limits ends; `null` without one. */
  waitsUntil(): number | null
}

export function createPauses(clock: Pick<Clock, 'now'>): Pauses {
  const paused = new Map<string, { until: number; step: number; problem: Problem }>()
  return {
    throwIfPaused(base) {
      const pause = paused.get(base)
      if (pause && pause.until > clock.now()) throw new ProblemError(pause.problem)
    },
    failed(base, problem) {
      if (failures.has(problem.code)) paused.set(base, { until: Infinity, step: 0, problem })
      if (!limits.has(problem.code)) return
      const before = paused.get(base)
      // Answers to requests that were sent together count once.
      if (before && before.until > clock.now()) return
      const step = Math.min(before ? before.step * 2 : MINUTE, LONGEST)
      paused.set(base, { until: clock.now() + Math.max(step, problem.retryAfter ?? 0), step, problem })
    },
    answered: (base) => void paused.delete(base),
    forgetFailures() {
      for (const [base, { problem }] of paused) if (failures.has(problem.code)) paused.delete(base)
    },
    waitsUntil() {
      const ends = [...paused.values()].flatMap(({ until, problem }) =>
        limits.has(problem.code) && until > clock.now() ? [until] : [],
      )
      return ends.length === 0 ? null : Math.max(...ends)
    },
  }
}
