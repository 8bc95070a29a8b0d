/**
 * A smoothed rate of bytes that come at irregular times: an average in which a byte counts half after
 * three seconds. Shorter, and the bursts of sixteen parallel ranges shake the figure; longer, and a
 * stall would take too long to show. Time is kept as lengths, never as instants, so that a clock that
 * is set back does no harm.
 */
export interface Meter {
  /** Bytes a millisecond, each weighted by its age, and the sum of these weights: below one while young. */
  readonly sum: number
  readonly weight: number
  /** The latest bytes, not yet in `sum`: how long they took, and how long ago the first of them came. */
  readonly bytes: number
  readonly span: number
  readonly age: number
}

export const stillMeter: Meter = { sum: 0, weight: 0, bytes: 0, span: 0, age: 0 }

const HALF_LIFE_MS = 3000

/** Lines read in one go carry the same instant though the server wrote them apart: they count together. */
const TOGETHER_MS = 50

/** Before half a second has been seen, a rate would be chance. */
const ENOUGH = 1 - 2 ** (-500 / HALF_LIFE_MS)

/** `bytes` came since the last call, which was `elapsed` milliseconds ago. The clock starts with the first bytes. */
export function meterAdd(meter: Meter, bytes: number, elapsed: number): Meter {
  if (!started(meter)) return bytes > 0 ? { ...meter, bytes, span: elapsed } : meter
  const age = meter.age + elapsed
  if (age < TOGETHER_MS) return { ...meter, bytes: meter.bytes + bytes, span: meter.span + elapsed, age }
  return { ...settled(meter), bytes, span: elapsed, age: 0 }
}

/** Bytes a second, `idle` milliseconds after the last call; `null` before there is anything to tell. */
export function meterRate(meter: Meter, idle: number): number | null {
  if (!started(meter)) return null
  const { sum, weight } = settled({ ...settled(meter), bytes: 0, span: idle })
  return weight < ENOUGH ? null : (sum / weight) * 1000
}

function started({ bytes, weight }: Meter): boolean {
  return bytes > 0 || weight > 0
}

/** Moves the latest bytes into the average, as if they had come evenly over their span. */
function settled({ sum, weight, bytes, span }: Omit<Meter, 'age'>): Pick<Meter, 'sum' | 'weight'> {
  if (span === 0) return { sum, weight }
  const fresh = -Math.expm1((-span / HALF_LIFE_MS) * Math.LN2)
  return { sum: sum * (1 - fresh) + bytes * (fresh / span), weight: weight * (1 - fresh) + fresh }
}
