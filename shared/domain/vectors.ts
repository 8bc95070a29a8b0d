/**
 * Embedding vectors as one `Float32Array`, row after row, each of `dimensions` numbers. They cross
 * between the processes as raw little-endian bytes, whatever the machine's own order is.
 */

export function vectorsToBytes(vectors: Float32Array): Uint8Array {
  const bytes = new Uint8Array(vectors.length * 4)
  const view = new DataView(bytes.buffer)
  vectors.forEach((value, index) => view.setFloat32(index * 4, value, true))
  return bytes
}

/** Throws a `RangeError` where the bytes are no whole number of floats. */
export function bytesToVectors(bytes: Uint8Array): Float32Array {
  if (bytes.length % 4 !== 0) throw new RangeError(`${bytes.length} bytes are no whole number of floats`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const vectors = new Float32Array(bytes.length / 4)
  for (let index = 0; index < vectors.length; index++) vectors[index] = view.getFloat32(index * 4, true)
  return vectors
}

/** The Euclidean length of one vector, added up in double precision. */
export function norm(vectors: Float32Array, row: number, dimensions: number): number {
  let sum = 0
  for (const value of vectors.subarray(row * dimensions, (row + 1) * dimensions)) sum += value * value
  return Math.sqrt(sum)
}

/**
 * The cosine of every two of `count` vectors, `count` × `count` row by row. A vector of zeros is like
 * none (0); where a number is not finite, its row and column are NaN.
 */
export function similarityMatrix(vectors: Float32Array, count: number, dimensions: number): Float32Array {
  const units = unitVectors(vectors, count, dimensions)
  const matrix = new Float32Array(count * count)
  const block = new Float64Array(9)
  // Cosines are symmetric: one half is computed, in blocks of 3 × 3, and written twice.
  for (let top = 0; top < count; top += 3) {
    for (let left = 0; left <= top; left += 3) {
      multiply(units, dimensions, top, left, block)
      for (let row = top; row < Math.min(top + 3, count); row++) {
        for (let column = left; column < Math.min(left + 3, count); column++) {
          const cosine = block[(row - top) * 3 + column - left] ?? NaN
          matrix[row * count + column] = cosine
          matrix[column * count + row] = cosine
        }
      }
    }
  }
  return matrix
}

/** The vectors at length one, in double precision, with rows of zeros up to a multiple of three. */
function unitVectors(vectors: Float32Array, count: number, dimensions: number): Float64Array {
  const units = new Float64Array(Math.ceil(count / 3) * 3 * dimensions)
  for (let row = 0; row < count; row++) {
    const length = norm(vectors, row, dimensions)
    if (length === 0) continue
    for (let at = row * dimensions; at < (row + 1) * dimensions; at++) units[at] = (vectors[at] ?? NaN) / length
  }
  return units
}

/**
 * The nine products of three vectors with three. Each number read serves three products, which, with
 * nine sums that do not wait for each other, is several times as fast as one product after another.
 */
function multiply(units: Float64Array, dimensions: number, top: number, left: number, block: Float64Array) {
  let [s0, s1, s2, s3, s4, s5, s6, s7, s8] = [0, 0, 0, 0, 0, 0, 0, 0, 0]
  const [p0, p1, p2] = [top * dimensions, (top + 1) * dimensions, (top + 2) * dimensions]
  const [q0, q1, q2] = [left * dimensions, (left + 1) * dimensions, (left + 2) * dimensions]
  for (let at = 0; at < dimensions; at++) {
    const a0 = units[p0 + at] ?? NaN
    const a1 = units[p1 + at] ?? NaN
    const a2 = units[p2 + at] ?? NaN
    const b0 = units[q0 + at] ?? NaN
    const b1 = units[q1 + at] ?? NaN
    const b2 = units[q2 + at] ?? NaN
    s0 += a0 * b0
    s1 += a0 * b1
    s2 += a0 * b2
    s3 += a1 * b0
    s4 += a1 * b1
    s5 += a1 * b2
    s6 += a2 * b0
    s7 += a2 * b1
    s8 += a2 * b2
  }
  block.set([s0, s1, s2, s3, s4, s5, s6, s7, s8])
}
