import { performance } from 'node:perf_hooks'

/** The steps of the start, in milliseconds since the process began. */
export interface Marks {
  /** Notes a step; a second time is none. */
  mark(name: string): void
  /** One line for the log: `start: ready 120 ms, core 161 ms, …`. */
  toString(): string
}

export function createMarks(): Marks {
  const marks = new Map<string, number>()
  return {
    mark(name) {
      if (marks.has(name)) return
      marks.set(name, performance.mark(`corral:${name}`).startTime)
    },
    toString: () => `start: ${[...marks].map(([name, at]) => `${name} ${Math.round(at)} ms`).join(', ')}`,
  }
}
