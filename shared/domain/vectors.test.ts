import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesToVectors, norm, similarityMatrix, vectorsToBytes } from './vectors.ts'

const any = fc.float32Array({ maxLength: 64 })

describe('vectors as bytes', () => {
  it('are little-endian', () => {
    expect([...vectorsToBytes(new Float32Array([1, -2]))]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0])
    expect([...bytesToVectors(new Uint8Array([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]))]).toEqual([1, -2])
  })

  it('come back as they were', () => {
    fc.assert(
      fc.property(any, (vectors) => {
        const bytes = vectorsToBytes(vectors)
        expect(bytes.length).toBe(vectors.length * 4)
        expect(bytesToVectors(bytes)).toEqual(vectors)
      }),
    )
  })

  it('may lie anywhere in a larger buffer', () => {
    const room = new Uint8Array(11)
    room.set(vectorsToBytes(new Float32Array([0.5, 7])), 3)
    expect([...bytesToVectors(room.subarray(3))]).toEqual([0.5, 7])
    expect([...vectorsToBytes(new Float32Array([9, 1, 9]).subarray(1, 2))]).toEqual([0, 0, 0x80, 0x3f])
  })

  it('are whole floats', () => {
    expect(bytesToVectors(new Uint8Array(0))).toHaveLength(0)
    expect(() => bytesToVectors(new Uint8Array(6))).toThrow(RangeError)
  })
})

describe('norm', () => {
  it('is the length of one row', () => {
    const vectors = new Float32Array([3, 4, 0, 0, 5, 12])
    expect([0, 1, 2].map((row) => norm(vectors, row, 2))).toEqual([5, 0, 13])
  })

  it('neither overflows nor vanishes within the range of a float', () => {
    expect(norm(new Float32Array([3e38, 3e38]), 0, 2)).toBeCloseTo(Math.SQRT2 * 3e38, -32)
    expect(norm(new Float32Array([1e-45]), 0, 1)).toBeGreaterThan(0)
    expect(norm(new Float32Array([1, NaN]), 0, 2)).toBeNaN()
  })
})

/** The cosine by its definition. */
function cosine(a: number[], b: number[]): number {
  const dot = a.reduce((sum, value, index) => sum + value * (b[index] ?? NaN), 0)
  const lengths = Math.hypot(...a) * Math.hypot(...b)
  if (Number.isNaN(lengths) || lengths === Infinity) return NaN
  return lengths === 0 ? 0 : dot / lengths
}

function rowsOf(vectors: Float32Array, count: number, dimensions: number): number[][] {
  return Array.from({ length: count }, (_, row) => [...vectors.subarray(row * dimensions, (row + 1) * dimensions)])
}

describe('similarityMatrix', () => {
  it('is the cosine of every two', () => {
    const matrix = similarityMatrix(new Float32Array([1, 0, 0, 2, 3, 3, -1, 0]), 4, 2)
    const half = Math.fround(Math.SQRT1_2)
    expect([...matrix]).toEqual([1, 0, half, -1, 0, 1, half, 0, half, half, 1, -half, -1, 0, -half, 1])
  })

  it('gives zero for a vector of zeros, itself included', () => {
    expect([...similarityMatrix(new Float32Array([0, 0, 1, 1]), 2, 2)]).toEqual([0, 0, 0, 1])
  })

  it.each([NaN, Infinity, -Infinity])('gives NaN where a vector has %d, even against zeros', (bad) => {
    const matrix = similarityMatrix(new Float32Array([1, 1, 0, 0, bad, 1, 2, 0]), 4, 2)
    const where = [...matrix].map((value) => Number.isNaN(value))
    expect(where).toEqual(Array.from({ length: 16 }, (_, at) => at % 4 === 2 || Math.floor(at / 4) === 2))
  })

  it('agrees with the definition for any number of vectors and dimensions', () => {
    const shape = fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 9 }))
    const figure = fc.oneof(
      { weight: 20, arbitrary: fc.float({ min: -1, max: 1, noNaN: true }) },
      { weight: 5, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }) },
      { weight: 5, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
    )
    const run = shape.chain(([count, dimensions]) =>
      fc.record({
        count: fc.constant(count),
        dimensions: fc.constant(dimensions),
        vectors: fc
          .array(figure, { minLength: count * dimensions, maxLength: count * dimensions })
          .map((figures) => new Float32Array(figures)),
      }),
    )
    fc.assert(
      fc.property(run, ({ vectors, count, dimensions }) => {
        const before = vectors.slice()
        const matrix = similarityMatrix(vectors, count, dimensions)
        expect(vectors).toEqual(before)
        expect(matrix).toHaveLength(count * count)
        const rows = rowsOf(vectors, count, dimensions)
        for (const [at, value] of matrix.entries()) {
          const expected = cosine(rows[Math.floor(at / count)] ?? [], rows[at % count] ?? [])
          expect(Number.isNaN(value)).toBe(Number.isNaN(expected))
          if (Number.isNaN(value)) continue
          expect(Math.abs(value - expected)).toBeLessThan(1e-6)
          expect(Math.abs(value)).toBeLessThanOrEqual(1)
          expect(value).toBe(matrix[(at % count) * count + Math.floor(at / count)])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is exactly one on the diagonal, over many dimensions', () => {
    const vectors = new Float32Array(7 * 1024).map((_, at) => Math.sin(at * 12.9898) * 43_758.5453)
    const matrix = similarityMatrix(vectors, 7, 1024)
    for (let row = 0; row < 7; row++) expect(matrix[row * 8]).toBe(1)
  })
})
