import { performance } from 'node:perf_hooks'

/** The steps of the start, in milliseconds since the process began. */
export interface StartTimes {
  /** Records a step the first time it is called for it. `at` is the time of a past step, in milliseconds since 1970. */
  mark(name: string, at?: number): void
  /** One line for the log: `start: ready 120 ms, core 161 ms, …`. */
  toString(): string
}

export function createStartTimes(): StartTimes {
  const startTimes = new Map<string, number>()
  return {
    mark(name, at = performance.timeOrigin + performance.now()) {
      if (!startTimes.has(name)) startTimes.set(name, at - performance.timeOrigin)
    },
    toString: () => `start: ${[...startTimes].map(([name, at]) => `${name} ${Math.round(at)} ms`).join(', ')}`,
  }
}
