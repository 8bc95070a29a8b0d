import type { Host } from '#shared/contract/hosts.ts'
import type { Clock, Timer } from '../platform.ts'

const MINUTE = 60_000
export const DAY = 24 * 60 * MINUTE

/** Nothing is asked at the start of Corral. */
const FIRST_AFTER = 5 * MINUTE
const LOOK_EVERY = 10 * MINUTE
/** After a check that could not be done. */
const AGAIN_AFTER = 60 * MINUTE

interface Needs {
  isOn(): boolean
  hosts(): readonly Host[]
  /** When all models of a host were last checked; `null` if they never were. */
  checkedAt(host: Host): Promise<number | null>
  check(host: Host): Promise<void>
}

/** Checks each host that answers once a day, one after the other, while the user wants it. */
export function createDaily(clock: Clock, { isOn, hosts, checkedAt, check }: Needs) {
  let timer: Timer | undefined
  let paused = false
  let isLooking = false
  const tried = new Map<string, number>()
  const isSince = (at: number | null | undefined, ms: number) =>
    typeof at === 'number' && at <= clock.now() && clock.now() - at < ms

  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      for (const host of hosts()) {
        if (paused || !isOn()) return
        if (host.reach !== 'up' || host.server !== 'ollama') continue
        if (isSince(tried.get(host.id), AGAIN_AFTER) || isSince(await checkedAt(host), DAY)) continue
        tried.set(host.id, clock.now())
        await check(host).catch(() => undefined)
      }
    } finally {
      isLooking = false
    }
  }
  const wait = (ms: number) => {
    timer = clock.after(ms, () => {
      wait(LOOK_EVERY)
      void look()
    })
  }
  return {
    begin: () => wait(FIRST_AFTER),
    pause: (isPaused: boolean) => void (paused = isPaused),
    close: () => timer?.cancel(),
  }
}
