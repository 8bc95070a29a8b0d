import type { Clock, Timer } from './platform.ts'

interface Due {
  at: number
  act: () => void
}

/** For tests: a clock that stands still until it is advanced. */
export class ManualClock implements Clock {
  #now: number
  #timers = new Set<Due>()

  constructor(start = Date.UTC(2026, 10, 23, 12)) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  after(ms: number, act: () => void): Timer {
    const timer = { at: this.#now + Math.max(ms, 0), act }
    this.#timers.add(timer)
    return { cancel: () => void this.#timers.delete(timer) }
  }

  /** The number of timers that have not fired. */
  get pending(): number {
    return this.#timers.size
  }

  /** Advances the clock at once, as after a suspended process: due timers fire once, and then the event loop runs. */
  async jump(ms: number): Promise<void> {
    this.#now += ms
    for (const timer of Array.from(this.#timers)) if (timer.at <= this.#now) this.#fire(timer)
    await new Promise((resolve) => setImmediate(resolve))
  }

  /** Advances the clock by `ms`, fires due timers in order, and lets the event loop run after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    for (;;) {
      await turn()
      const next = this.#next()
      if (!next || next.at > end) break
      this.#fire(next)
    }
    this.#now = end
    await turn()
  }

  /**
   * Advances the clock from timer to timer until `done` settles. Timers further away than `reach` milliseconds are not
   * fired, so that waiting for an answer does not let a loaded model expire.
   */
  async until<T>(done: Promise<T>, reach = 10_000): Promise<T> {
    const end = { settled: false }
    const settle = () => (end.settled = true)
    done.then(settle, settle)
    for (;;) {
      await turn()
      if (end.settled) return done
      const next = this.#next()
      if (next && next.at <= this.#now + reach) this.#fire(next)
    }
  }

  #next(): Due | undefined {
    let next: Due | undefined
    for (const timer of this.#timers) if (!next || timer.at < next.at) next = timer
    return next
  }

  #fire(timer: Due): void {
    this.#timers.delete(timer)
    this.#now = Math.max(this.#now, timer.at)
    timer.act()
  }
}

/** Two rounds of the event loop, so that answers on sockets and their handlers can run. */
async function turn(): Promise<void> {
  for (let i = 0; i < 2; i++) await new Promise((resolve) => setImmediate(resolve))
}

export function manualClock(start?: number) {
  const clock = new ManualClock(start)
  return { clock, turn: (ms: number) => clock.jump(ms) }
}
