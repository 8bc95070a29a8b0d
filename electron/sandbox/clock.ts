/** The time the sandbox lives by. All waiting and all byte counting goes through it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls `act` once after `ms`; the function returned takes that back. */
  after(ms: number, act: () => void): () => void
}

// Longer timers overflow in Node and fire at once.
const LONGEST_TIMER = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, act) {
    let timer: NodeJS.Timeout
    const arm = (left: number) => {
      timer = setTimeout(
        () => (left > LONGEST_TIMER ? arm(left - LONGEST_TIMER) : act()),
        Math.min(Math.max(left, 0), LONGEST_TIMER),
      )
    }
    arm(ms)
    return () => clearTimeout(timer)
  },
}

/** Resolves after `ms` on the clock; rejects with the signal's reason as soon as that aborts. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const stop = () => {
      cancel()
      reject(signal?.reason)
    }
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', stop)
      resolve()
    })
    signal?.addEventListener('abort', stop, { once: true })
  })
}

interface Timer {
  at: number
  act: () => void
}

/** A clock that stands still until it is turned. */
export class ManualClock implements Clock {
  #now: number
  #timers = new Set<Timer>()

  constructor(start = Date.UTC(2026, 10, 23, 12)) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  after(ms: number, act: () => void): () => void {
    const timer = { at: this.#now + Math.max(ms, 0), act }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Turns the clock on by `ms`, firing what falls due in order, and lets the program run after each. */
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
   * Turns the clock from timer to timer until `done` settles: for requests whose length nobody cares
   * about. Timers further away than `reach` are left alone, so that waiting for an answer does not
   * let a loaded model expire.
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

  #next(): Timer | undefined {
    let next: Timer | undefined
    for (const timer of this.#timers) if (!next || timer.at < next.at) next = timer
    return next
  }

  #fire(timer: Timer): void {
    this.#timers.delete(timer)
    this.#now = Math.max(this.#now, timer.at)
    timer.act()
  }
}

/** Two turns of the event loop, so that answers on sockets and what awaits them can happen in between. */
async function turn(): Promise<void> {
  for (let i = 0; i < 2; i++) await new Promise((resolve) => setImmediate(resolve))
}
