import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinParts, matrixPart, similarityMatrix, splitRows, unitBlocks } from './similarity.ts'

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

describe('a matrix in parts', () => {
  it.each([0, 1, 3, 4, 50, 97, 131])('is the same however the rows of %d vectors are split', (count) => {
    const vectors = Float32Array.from({ length: count * 7 }, (_, at) => Math.sin(at * 12.9898))
    const whole = similarityMatrix(vectors, count, 7)
    const units = unitBlocks(vectors, count, 7)
    for (const parts of [1, 2, 3, 8]) {
      const bounds = splitRows(count, parts)
      expect(bounds).toHaveLength(parts + 1)
      const made = bounds.slice(1).map((to, at) => matrixPart(units, 7, bounds[at] ?? 0, to))
      expect(joinParts(count, made)).toEqual(whole)
    }
  })

  it('shares the work of a triangle, which is in its last rows', () => {
    const bounds = splitRows(1000, 4)
    const cells = bounds.slice(1).map((to, at) => to ** 2 - (bounds[at] ?? 0) ** 2)
    for (const share of cells) expect(share / 1000 ** 2).toBeCloseTo(0.25, 2)
  })
})
