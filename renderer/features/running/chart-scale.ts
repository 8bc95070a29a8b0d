import type { MemorySpan } from '#shared/contract/running.ts'
import { HISTORY_MS } from '#shared/domain/memory-history.ts'
import type { ByteUnits } from '#shared/domain/format.ts'

const MINUTE = 60_000
export const QUARTER = 15 * MINUTE

/** The length of the time axis in milliseconds: from the first record to `now`, a minute at least, an hour at most. */
export function recordedLength(spans: readonly MemorySpan[], now: number): number {
  return Math.min(HISTORY_MS, Math.max(MINUTE, now - (spans[0]?.from ?? now)))
}

/** The records since `begin`. */
export function spansSince(spans: readonly MemorySpan[], begin: number): MemorySpan[] {
  return spans.flatMap((span) => (span.to < begin ? [] : [{ ...span, from: Math.max(span.from, begin) }]))
}

/** Steps between two lines, in the largest unit of the data. */
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500]
const MOST_LINES = 4

/**
 * The lines of an axis from 0 to `top` bytes: at most four above 0, at round sizes in the unit in which they are
 * written.
 */
export function byteLines(top: number, units: ByteUnits): number[] {
  const base = units === 'binary' ? 1024 : 1000
  const unit = base ** Math.max(0, Math.floor(Math.log(Math.max(1, top)) / Math.log(base)))
  const step = unit * (STEPS.find((each) => top / (each * unit) < MOST_LINES + 1) ?? base)
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, at) => at * step)
}
