/**
 * A smoothed rate of bytes that come at irregular times: an exponential average with a half-life of three seconds. A
 * shorter one shows the bursts of 16 parallel ranges, a longer one shows a stall too late. Only durations are kept, no
 * instants, so that a clock that is set back has no effect.
 */
export interface Meter {
  /** Weighted bytes per millisecond, and the sum of the weights, which is below one at first. */
  readonly sum: number
  readonly weight: number
  /**
   * The latest bytes, not yet in `sum`: how long they took, and how long ago the first of them came, in milliseconds.
   */
  readonly bytes: number
  readonly span: number
  readonly age: number
}

export const emptyMeter: Meter = { sum: 0, weight: 0, bytes: 0, span: 0, age: 0 }

const HALF_LIFE_MS = 3000

/** Lines read at once have the same time although the server wrote them one after another: they count as one. */
const TOGETHER_MS = 50

/** Before half a second of data the rate is random. */
const ENOUGH = 1 - 2 ** (-500 / HALF_LIFE_MS)

/** Adds `bytes` that came since the last call, `elapsed` milliseconds ago. Time counts from the first bytes. */
export function meterAdd(meter: Meter, bytes: number, elapsed: number): Meter {
  if (!started(meter)) return bytes > 0 ? { ...meter, bytes, span: elapsed } : meter
  const age = meter.age + elapsed
  if (age < TOGETHER_MS) return { ...meter, bytes: meter.bytes + bytes, span: meter.span + elapsed, age }
  return { ...settled(meter), bytes, span: elapsed, age: 0 }
}

/** Bytes a second, `idle` milliseconds after the last call; `null` before there is enough data. */
export function meterRate(meter: Meter, idle: number): number | null {
  if (!started(meter)) return null
  const { sum, weight } = settled({ ...settled(meter), bytes: 0, span: idle })
  return weight < ENOUGH ? null : (sum / weight) * 1000
}

function started({ bytes, weight }: Meter): boolean {
  return bytes > 0 || weight > 0
}

/** Adds the latest bytes to the average, spread evenly over their time. */
function settled({ sum, weight, bytes, span }: Omit<Meter, 'age'>): Pick<Meter, 'sum' | 'weight'> {
  if (span === 0) return { sum, weight }
  const fresh = -Math.expm1((-span / HALF_LIFE_MS) * Math.LN2)
  return { sum: sum * (1 - fresh) + bytes * (fresh / span), weight: weight * (1 - fresh) + fresh }
}

/** The median; of an even number of values the upper one in the middle, `NaN` of none. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
