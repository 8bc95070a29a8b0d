import { performance } from 'node:perf_hooks'

/** The steps of the start, in milliseconds since the process began. */
export interface Marks {
  /** Notes a step; a second time is none. `at`, in milliseconds since 1970, where it is over already. */
  mark(name: string, at?: number): void
  /** One line for the log: `start: ready 120 ms, core 161 ms, …`. */
  toString(): string
}

export function createMarks(): Marks {
  const marks = new Map<string, number>()
  return {
    mark(name, at = performance.timeOrigin + performance.now()) {
      if (!marks.has(name)) marks.set(name, at - performance.timeOrigin)
    },
    toString: () => `start: ${[...marks].map(([name, at]) => `${name} ${Math.round(at)} ms`).join(', ')}`,
  }
}
