/**
 * Embedding vectors as one `Float32Array`, row after row, `dimensions` numbers each. Between processes they are raw
 * little-endian bytes, whatever the byte order of the computer is.
 */

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** Always a copy. */
export function vectorsToBytes(vectors: Float32Array): Uint8Array<ArrayBuffer> {
  if (isLittleEndian) return new Uint8Array(Float32Array.from(vectors).buffer)
  const bytes = new Uint8Array(vectors.length * 4)
  const view = new DataView(bytes.buffer)
  vectors.forEach((value, index) => view.setFloat32(index * 4, value, true))
  return bytes
}

/** Always a copy. Throws a `RangeError` if the length is not a multiple of four. */
export function bytesToVectors(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  if (bytes.length % 4 !== 0) throw new RangeError(`${bytes.length} bytes are no whole number of floats`)
  if (isLittleEndian) return new Float32Array(Uint8Array.from(bytes).buffer)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4, true))
}

/** The Euclidean length of one row, summed in double precision. */
export function norm(vectors: Float32Array, row: number, dimensions: number): number {
  let sum = 0
  for (const value of vectors.subarray(row * dimensions, (row + 1) * dimensions)) sum += value * value
  return Math.sqrt(sum)
}
