import { seededRandom } from './random.ts'
import { norm } from './vectors.ts'

/** Faulty or notable vectors, by row. */
export interface VectorQuality {
  /** Rows with a number that is not finite. */
  broken: number[]
  /** Rows of zeros. */
  zero: number[]
  /** Rows that are equal except for rounding, in groups of two or more, each sorted. */
  same: number[][]
  /** The shortest and longest length of valid vectors; 0 if there is none. */
  shortest: number
  longest: number
}

/**
 * Two vectors count as equal if their difference is at most this part of their length: the same sum in another order.
 */
const ROUNDING = 1e-5

/** @param vectors `count` rows of `dimensions` numbers */
export function vectorQualityOf(vectors: Float32Array, count: number, dimensions: number): VectorQuality {
  const broken: number[] = []
  const zero: number[] = []
  const sound: { row: number; length: number; mark: number }[] = []
  const probe = probeOf(dimensions)
  for (let row = 0; row < count; row++) {
    const length = norm(vectors, row, dimensions)
    if (!Number.isFinite(length)) broken.push(row)
    else if (length === 0) zero.push(row)
    else sound.push({ row, length, mark: markOf(vectors, row, probe) / length })
  }
  const lengths = sound.map(({ length }) => length)
  return {
    broken,
    zero,
    same: sameOf(vectors, dimensions, sound),
    shortest: lengths.reduce((least, length) => Math.min(least, length), lengths[0] ?? 0),
    longest: lengths.reduce((most, length) => Math.max(most, length), 0),
  }
}

/** A fixed random unit vector: equal vectors have equal products with it, different ones hardly ever. */
function probeOf(dimensions: number): Float64Array {
  const random = seededRandom(2)
  const probe = Float64Array.from({ length: dimensions }, () => random() - 0.5)
  const length = Math.sqrt(probe.reduce((sum, value) => sum + value * value, 0))
  return probe.map((value) => value / length)
}

function markOf(vectors: Float32Array, row: number, probe: Float64Array): number {
  let mark = 0
  for (let i = 0; i < probe.length; i++) mark += (vectors[row * probe.length + i] as number) * (probe[i] as number)
  return mark
}

function sameOf(
  vectors: Float32Array,
  dimensions: number,
  sound: { row: number; length: number; mark: number }[],
): number[][] {
  const sorted = [...sound].sort((a, b) => a.mark - b.mark || a.row - b.row)
  const heads: { row: number; length: number; mark: number; rows: number[] }[] = []
  for (const one of sorted) {
    let twin: (typeof heads)[number] | undefined
    // Only vectors with nearly the same product can be equal: compare with the following ones within the tolerance.
    for (let at = heads.length - 1; at >= 0 && twin === undefined; at--) {
      const head = heads[at] as (typeof heads)[number]
      if (one.mark - head.mark > 2 * ROUNDING) break
      if (isSame(vectors, dimensions, one, head)) twin = head
    }
    if (twin) twin.rows.push(one.row)
    else heads.push({ ...one, rows: [one.row] })
  }
  return heads
    .filter(({ rows }) => rows.length > 1)
    .map(({ rows }) => rows.sort((a, b) => a - b))
    .sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
}

function isSame(
  vectors: Float32Array,
  dimensions: number,
  a: { row: number; length: number },
  b: { row: number; length: number },
): boolean {
  const most = (ROUNDING * Math.max(a.length, b.length)) ** 2
  let difference = 0
  for (let i = 0; i < dimensions && difference <= most; i++)
    difference += ((vectors[a.row * dimensions + i] as number) - (vectors[b.row * dimensions + i] as number)) ** 2
  return difference <= most
}
