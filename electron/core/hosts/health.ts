import type { Features, Host } from '#shared/contract/hosts.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { featuresOf } from '#shared/domain/features.ts'
import type { Clock, Timer } from '../platform.ts'
import { problemOf } from '../problem.ts'
import type { Probe } from './probe.ts'

export type Health = Pick<Host, 'reach' | 'server' | 'version' | 'features' | 'latencyMs' | 'checkedAt' | 'problem'>

/** The health of one server. Each has its own timer and deadline, so that a dead host delays no other. */
export interface HealthWatch {
  get(): Health
  /** Checks now; concurrent calls share one request. Never throws. */
  check(): Promise<Health>
  /** Features seen in an answer; they take precedence over those expected of the version. */
  learn(features: Partial<Features>): void
  /** Milliseconds between checks; `null` stops them. */
  pace(interval: number | null): void
  close(): void
}

/** How long a check took changes with each. */
const isSame = (a: Health, b: Health) =>
  JSON.stringify({ ...a, latencyMs: 0, checkedAt: 0 }) === JSON.stringify({ ...b, latencyMs: 0, checkedAt: 0 })

/**
 * @param changed called after a change, and after each check that was asked for
 * @param explain turns the problem of a failed check into a more exact one
 */
export function watchHealth(
  clock: Clock,
  probe: Probe,
  changed: () => void,
  explain: (met: Problem) => Promise<Problem> = async (met) => met,
): HealthWatch {
  let learned: Partial<Features> = {}
  let health: Health = {
    reach: 'checking',
    server: null,
    version: null,
    features: featuresOf(null),
    latencyMs: null,
    checkedAt: null,
    problem: null,
  }
  let running: Promise<Health> | undefined
  let isAsked = false
  let interval: number | null = null
  let timer: Timer | undefined
  const ending = new AbortController()

  const put = (next: Health) => {
    if (ending.signal.aborted) return
    const isNews = isAsked || !isSame(health, next)
    health = next
    if (isNews) changed()
  }

  const ask = async (): Promise<Health> => {
    try {
      const { server, version, latencyMs } = await probe(ending.signal)
      // Features learned from another version no longer hold.
      if (version !== health.version) learned = {}
      put({
        reach: 'up',
        server,
        version,
        features: { ...featuresOf(version), ...learned },
        latencyMs,
        checkedAt: clock.now(),
        problem: null,
      })
    } catch (error) {
      const problem = await explain(problemOf(error))
      put({ ...health, reach: 'down', latencyMs: null, checkedAt: clock.now(), problem })
    }
    return health
  }

  const schedule = () => {
    timer?.cancel()
    timer = interval === null ? undefined : clock.after(interval, () => void run())
  }
  const run = (): Promise<Health> => {
    running ??= ask().finally(() => {
      running = undefined
      isAsked = false
      schedule()
    })
    return running
  }
  const check = () => {
    isAsked = true
    return run()
  }

  return {
    get: () => health,
    check,
    learn(features) {
      const known = Object.entries(features).every(([key, value]) => health.features[key as keyof Features] === value)
      if (known) return
      learned = { ...learned, ...features }
      put({ ...health, features: { ...health.features, ...features } })
    },
    pace(ms) {
      if (ms === interval) return
      interval = ms
      if (ms !== null && health.checkedAt === null) void check()
      else if (!running) schedule()
    },
    close() {
      timer?.cancel()
      ending.abort()
    },
  }
}
