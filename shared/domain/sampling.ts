import type { Trace } from '../contract/transfers.ts'

/** The shortest step of a trace, in milliseconds; a shorter one shows noise. */
const FINEST = 1_000

/** The most steps of a trace, as many as a small chart can show. */
const MOST = 60

export const startTrace: Trace = { everyMs: FINEST, moved: [0] }

/**
 * Adds to a trace that `moved` bytes in total were transferred, `elapsed` milliseconds after the start. Times between
 * two calls are interpolated. A full trace doubles its step, so that it always covers the whole transfer.
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

/** Bytes a second in each step. Bytes that were rolled back give 0, not a negative rate. */
export function ratesOf({ everyMs, moved }: Trace): number[] {
  return moved.slice(1).map((bytes, index) => (Math.max(0, bytes - (moved[index] ?? 0)) / everyMs) * 1000)
}
