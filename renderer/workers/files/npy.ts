import { vectorsToBytes } from '#shared/domain/vectors.ts'

const MAGIC = '\u0093NUMPY\u0001\u0000'
/** The total length of magic, version, header length and header is a multiple of this. */
const ALIGNMENT = 64

/** A NumPy file, version 1.0: float32, little-endian, `count` × `dimensions` in rows. */
export function writeNpy(vectors: Float32Array, count: number, dimensions: number): Blob {
  const description = `{'descr': '<f4', 'fortran_order': False, 'shape': (${count}, ${dimensions}), }`
  const before = MAGIC.length + 2
  const length = Math.ceil((before + description.length + 1) / ALIGNMENT) * ALIGNMENT - before
  const header = `${MAGIC}${String.fromCharCode(length & 0xff, length >> 8)}${description.padEnd(length - 1)}\n`
  const head = Uint8Array.from(header, (character) => character.charCodeAt(0))
  return new Blob([head, vectorsToBytes(vectors)], { type: 'application/octet-stream' })
}
