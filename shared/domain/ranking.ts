import { norm } from './vectors.ts'

export interface Neighbour {
  row: number
  /** Cosine similarity, -1 to 1; NaN if a vector contains NaN. */
  value: number
}

/**
 * The rows most similar to a vector, most similar first; rows of NaN last, of equal ones the lower row first.
 *
 * @param vectors `count` rows of `dimensions` numbers
 * @param leftOut a row to leave out: the vector's own
 */
export function nearest(
  vectors: Float32Array,
  count: number,
  vector: Float32Array,
  limit: number,
  leftOut = -1,
): Neighbour[] {
  const dimensions = vector.length
  const length = norm(vector, 0, dimensions)
  const found: Neighbour[] = []
  for (let row = 0; row < count; row++) {
    if (row === leftOut) continue
    let dot = 0
    for (let i = 0; i < dimensions; i++) dot += (vector[i] as number) * (vectors[row * dimensions + i] as number)
    const lengths = length * norm(vectors, row, dimensions)
    found.push({ row, value: lengths === 0 ? 0 : dot / lengths })
  }
  const rank = ({ value }: Neighbour) => (Number.isNaN(value) ? -Infinity : value)
  return found.sort((a, b) => rank(b) - rank(a) || a.row - b.row).slice(0, limit)
}

/** The longest list: an index takes the low 20 bits of a sort key, a value the 32 above; doubles hold 52 exactly. */
const PLACES = 2 ** 20

/**
 * The indexes of all values, largest value first, of equal values the lower index first. Sorted as plain numbers,
 * which is several times faster than with a comparison function.
 */
export function descending(values: Float32Array): Uint32Array {
  // Adding 0 turns -0 into 0.
  const bits = new Uint32Array(values.map((value) => value + 0).buffer)
  const keys = new Float64Array(values.length)
  for (let at = 0; at < keys.length; at++) {
    const own = bits[at] as number
    // The bits of a float as an integer: ascending for positive values, descending for negative ones.
    keys[at] = (own >>> 31 === 1 ? own : 0x7fffffff - own) * PLACES + at
  }
  return Uint32Array.from(keys.sort(), (key) => key % PLACES)
}

/** Ranks from 1 on, largest value first; equal values share the mean of their ranks. */
export function averageRanks(values: Float32Array, order = descending(values)): Float64Array {
  const ranks = new Float64Array(values.length)
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && values[order[to] as number] === values[order[from] as number]) to++
    for (let at = from; at < to; at++) ranks[order[at] as number] = (from + 1 + to) / 2
    from = to
  }
  return ranks
}

/** Pearson's correlation of two lists, -1 to 1; NaN if one of them is constant. */
export function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const count = a.length
  let [sumA, sumB] = [0, 0]
  for (let i = 0; i < count; i++) {
    sumA += a[i] as number
    sumB += b[i] as number
  }
  let [aa, bb, ab] = [0, 0, 0]
  for (let i = 0; i < count; i++) {
    const x = (a[i] as number) - sumA / count
    const y = (b[i] as number) - sumB / count
    aa += x * x
    bb += y * y
    ab += x * y
  }
  return aa * bb === 0 ? Number.NaN : Math.min(1, Math.max(-1, ab / Math.sqrt(aa * bb)))
}

/** How far two models agree on which texts are similar, for each text. */
export interface Agreement {
  /** For each text: Spearman's correlation between the similarities of all others to it; NaN if undefined. */
  spearman: Float32Array
  /** For each text: the share of its `k` nearest that both models have in common, 0 to 1. */
  overlap: Float32Array
  /** Means over the texts for which they are defined. */
  meanSpearman: number
  meanOverlap: number
  /** At most the number of texts minus one. */
  k: number
}

/**
 * Agreement of two models on the same texts.
 *
 * @param a cosine matrix of one model, `count` × `count`
 * @param b of the other model, for the same texts in the same order
 * @param k how many nearest texts are compared
 */
export function agreement(a: Float32Array, b: Float32Array, count: number, k: number): Agreement {
  const spearman = new Float32Array(count)
  const overlap = new Float32Array(count)
  const near = Math.min(k, Math.max(0, count - 1))
  for (let row = 0; row < count; row++) {
    const [x, y] = comparable(a, b, count, row)
    const [orderX, orderY] = [descending(x), descending(y)]
    spearman[row] = correlation(averageRanks(x, orderX), averageRanks(y, orderY))
    overlap[row] = shared(orderX.subarray(0, near), orderY.subarray(0, near)) / Math.min(near, x.length)
  }
  return { spearman, overlap, meanSpearman: mean(spearman), meanOverlap: mean(overlap), k: near }
}

/** The similarities of the other texts to one, by each model, without those that either model lacks. */
function comparable(a: Float32Array, b: Float32Array, count: number, row: number): [Float32Array, Float32Array] {
  const x = new Float32Array(count)
  const y = new Float32Array(count)
  let told = 0
  for (let other = 0, at = row * count; other < count; other++, at++) {
    if (other === row || Number.isNaN((a[at] as number) + (b[at] as number))) continue
    x[told] = a[at] as number
    y[told] = b[at] as number
    told += 1
  }
  return [x.subarray(0, told), y.subarray(0, told)]
}

function shared(a: Uint32Array, b: Uint32Array): number {
  const known = new Set(b)
  return a.reduce((sum, place) => sum + (known.has(place) ? 1 : 0), 0)
}

function mean(values: Float32Array): number {
  const told = values.filter((value) => !Number.isNaN(value))
  return told.length === 0 ? Number.NaN : told.reduce((sum, value) => sum + value, 0) / told.length
}
