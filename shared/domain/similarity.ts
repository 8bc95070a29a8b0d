import { norm } from './vectors.ts'

/** The rows of a tile fit into the level 2 cache together, so that memory is read once per tile. */
const TILE = 48
/** The block size: four rows times four columns are computed together. */
const BLOCK = 4

const padded = (count: number) => Math.ceil(count / BLOCK) * BLOCK

/**
 * `count` vectors scaled to length one, in double precision, the four rows of a block interleaved number by number. A
 * vector of zeros stays zero; one with a number that is not finite becomes NaN. The last block is padded with zero
 * rows.
 */
export function unitBlocks(vectors: Float32Array, count: number, dimensions: number): Float64Array {
  const units = new Float64Array(padded(count) * dimensions)
  for (let row = 0; row < count; row++) {
    const length = norm(vectors, row, dimensions)
    if (length === 0) continue
    // Dividing by an infinite length would give NaN for that number but 0 for the others.
    const scale = Number.isFinite(length) ? 1 / length : Number.NaN
    const lane = row % BLOCK
    const start = (row - lane) * dimensions + lane
    for (let at = 0; at < dimensions; at++)
      units[start + at * BLOCK] = (vectors[row * dimensions + at] as number) * scale
  }
  return units
}

/** Rows of a cosine matrix from `from` on, `width` numbers each, valid up to the row's own column. */
export interface MatrixPart {
  from: number
  to: number
  width: number
  cosines: Float32Array
}

/**
 * One part of the lower triangle of the cosine matrix, to be combined by `joinParts`.
 *
 * @param units from `unitBlocks`
 * @param from a multiple of four, from `splitRows`
 */
export function matrixPart(units: Float64Array, dimensions: number, from: number, to: number): MatrixPart {
  const width = padded(to)
  const cosines = new Float32Array((width - from) * width)
  for (let tile = 0; tile < to; tile += TILE)
    for (let top = Math.max(from, tile); top < to; top += BLOCK)
      for (let left = tile; left < Math.min(tile + TILE, top + BLOCK); left += BLOCK)
        multiply(units, dimensions, top, left, cosines, (top - from) * width + left, width)
  return { from, to, width, cosines }
}

/** Row bounds that split a triangular matrix into `parts` of about equal work: `[0, 708, 1000]`. */
export function splitRows(count: number, parts: number): number[] {
  const bounds = Array.from({ length: parts + 1 }, (_, part) =>
    part === parts ? count : Math.round((count * Math.sqrt(part / parts)) / BLOCK) * BLOCK,
  )
  return bounds.map((bound) => Math.min(bound, count))
}

/** The whole symmetric matrix, `count` × `count` row by row. */
export function joinParts(count: number, parts: readonly MatrixPart[]): Float32Array {
  const matrix = new Float32Array(count * count)
  for (const { from, to, width, cosines } of parts)
    for (let row = from; row < to; row++) {
      const start = (row - from) * width
      matrix.set(cosines.subarray(start, start + row + 1), row * count)
    }
  mirror(matrix, count)
  return matrix
}

/** Copies the lower triangle to the upper, tile by tile: whole columns would miss the cache at every step. */
function mirror(matrix: Float32Array, count: number): void {
  for (let top = 0; top < count; top += TILE)
    for (let left = 0; left <= top; left += TILE)
      for (let row = top; row < Math.min(top + TILE, count); row++)
        for (let column = left; column < Math.min(left + TILE, row); column++)
          matrix[column * count + row] = matrix[row * count + column] as number
}

/**
 * The cosine of every two of `count` vectors, `count` × `count` row by row. A vector of zeros has 0 with all; a vector
 * with a number that is not finite has NaN.
 */
export function similarityMatrix(vectors: Float32Array, count: number, dimensions: number): Float32Array {
  return joinParts(count, [matrixPart(unitBlocks(vectors, count, dimensions), dimensions, 0, count)])
}

/**
 * The sixteen products of four vectors with four, written at `at` in rows of `width`. Each number read is used four
 * times, and the sums do not depend on each other, which is several times faster than one product after another.
 */
function multiply(
  units: Float64Array,
  dimensions: number,
  top: number,
  left: number,
  out: Float32Array,
  at: number,
  width: number,
): void {
  let s00 = 0
  let s01 = 0
  let s02 = 0
  let s03 = 0
  let s10 = 0
  let s11 = 0
  let s12 = 0
  let s13 = 0
  let s20 = 0
  let s21 = 0
  let s22 = 0
  let s23 = 0
  let s30 = 0
  let s31 = 0
  let s32 = 0
  let s33 = 0
  const end = (top + BLOCK) * dimensions
  for (let p = top * dimensions, q = left * dimensions; p < end; p += BLOCK, q += BLOCK) {
    const a0 = units[p] as number
    const a1 = units[p + 1] as number
    const a2 = units[p + 2] as number
    const a3 = units[p + 3] as number
    const b0 = units[q] as number
    const b1 = units[q + 1] as number
    const b2 = units[q + 2] as number
    const b3 = units[q + 3] as number
    s00 += a0 * b0
    s01 += a0 * b1
    s02 += a0 * b2
    s03 += a0 * b3
    s10 += a1 * b0
    s11 += a1 * b1
    s12 += a1 * b2
    s13 += a1 * b3
    s20 += a2 * b0
    s21 += a2 * b1
    s22 += a2 * b2
    s23 += a2 * b3
    s30 += a3 * b0
    s31 += a3 * b1
    s32 += a3 * b2
    s33 += a3 * b3
  }
  // Assigned one by one: `set` with arrays of four takes a tenth of the total time.
  out[at] = s00
  out[at + 1] = s01
  out[at + 2] = s02
  out[at + 3] = s03
  out[at + width] = s10
  out[at + width + 1] = s11
  out[at + width + 2] = s12
  out[at + width + 3] = s13
  out[at + 2 * width] = s20
  out[at + 2 * width + 1] = s21
  out[at + 2 * width + 2] = s22
  out[at + 2 * width + 3] = s23
  out[at + 3 * width] = s30
  out[at + 3 * width + 1] = s31
  out[at + 3 * width + 2] = s32
  out[at + 3 * width + 3] = s33
}
