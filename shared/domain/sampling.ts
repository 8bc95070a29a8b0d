import type { Trace } from '../contract/transfers.ts'

/** Finer than this is noise, in milliseconds. */
const FINEST = 1_000

/** Steps of a trace: as many as a small chart has room for. */
const MOST = 60

export const startTrace: Trace = { everyMs: FINEST, moved: [0] }

/**
 * The trace after `moved` bytes in all, `elapsed` milliseconds after the start. Times between two calls are
 * filled in evenly. When it is full its steps become twice as long, so that it always tells the whole way.
 */
export function addToTrace(trace: Trace, elapsed: number, moved: number): Trace {
  let { everyMs } = trace
  let marks = trace.moved
  const from = (marks.length - 1) * everyMs
  const before = marks.at(-1) ?? 0
  while (marks.length * everyMs <= elapsed) {
    const at = marks.length * everyMs
    marks = [...marks, Math.round(before + (moved - before) * ((at - from) / (elapsed - from)))]
    if (marks.length > MOST + 1) {
      marks = marks.filter((_, index) => index % 2 === 0)
      everyMs *= 2
    }
  }
  return marks === trace.moved ? trace : { everyMs, moved: marks }
}

/** Bytes a second in each step. What was counted and taken back again is no rate below zero. */
export function ratesOf({ everyMs, moved }: Trace): number[] {
  return moved.slice(1).map((bytes, index) => (Math.max(0, bytes - (moved[index] ?? 0)) / everyMs) * 1000)
}
