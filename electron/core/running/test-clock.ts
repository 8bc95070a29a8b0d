import type { Clock } from '../platform.ts'

/** For tests: a clock that stands until it is turned. */
export function manualClock() {
  let now = 1_800_000_000_000
  const timers = new Set<{ at: number; act: () => void }>()
  const clock: Clock = {
    now: () => now,
    after(ms, act) {
      const timer = { at: now + ms, act }
      timers.add(timer)
      return { cancel: () => void timers.delete(timer) }
    },
  }
  const turn = async (ms: number) => {
    now += ms
    for (const timer of Array.from(timers))
      if (timer.at <= now) {
        timers.delete(timer)
        timer.act()
      }
    await new Promise(setImmediate)
  }
  return { clock, turn, timers }
}
