import type { Features, Host } from '#shared/contract/hosts.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { featuresOf } from '#shared/domain/features.ts'
import type { Clock, Timer } from '../platform.ts'
import { problemOf } from '../problem.ts'
import type { Probe } from './probe.ts'

export type Health = Pick<Host, 'reach' | 'server' | 'version' | 'features' | 'latencyMs' | 'checkedAt' | 'problem'>

/** One server's health: asked at each turn with a deadline of its own, so that a dead host delays nobody. */
export interface HealthWatch {
  get(): Health
  /** Asks now; concurrent calls share one request. Never throws. */
  check(): Promise<Health>
  /** What an answer showed, which counts more than what the version promises. */
  learn(features: Partial<Features>): void
  /** Milliseconds between checks; `null` stops them. */
  pace(interval: number | null): void
  close(): void
}

/** `explain` looks closer at what a failed check met. */
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
  let interval: number | null = null
  let timer: Timer | undefined
  const ending = new AbortController()

  const put = (next: Health) => {
    if (ending.signal.aborted) return
    health = next
    changed()
  }

  const ask = async (): Promise<Health> => {
    try {
      const { server, version, latencyMs } = await probe(ending.signal)
      // Another version may know other things: what was learned of the old one no longer counts.
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
    timer = interval === null ? undefined : clock.after(interval, () => void check())
  }
  const check = (): Promise<Health> => {
    running ??= ask().finally(() => {
      running = undefined
      schedule()
    })
    return running
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
