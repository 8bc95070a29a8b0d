import type { Clock } from '../core/platform.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, Math.max(0, ms))
    timer.unref()
    return { cancel: () => clearTimeout(timer) }
  },
}
