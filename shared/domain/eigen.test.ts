import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { symmetricEigen } from './eigen.ts'

const symmetric = fc.integer({ min: 1, max: 9 }).chain((size) =>
  fc
    .array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: size * size, maxLength: size * size })
    .map((values) => ({
      size,
      matrix: Float64Array.from(values, (_, at) => {
        const [row, column] = [Math.floor(at / size), at % size]
        return values[Math.min(row, column) * size + Math.max(row, column)] ?? 0
      }),
    })),
)

it('decomposes a symmetric matrix: A v = λ v, orthonormal vectors, the largest value first', () => {
  fc.assert(
    fc.property(symmetric, ({ size, matrix }) => {
      const before = matrix.slice()
      const { values, vectors } = symmetricEigen(matrix, size)
      expect(matrix).toEqual(before)
      expect([...values]).toEqual([...values].toSorted((a, b) => b - a))
      for (let n = 0; n < size; n++) {
        const vector = vectors.subarray(n * size, (n + 1) * size)
        for (let row = 0; row < size; row++) {
          const image = vector.reduce((sum, x, i) => sum + x * (matrix[row * size + i] ?? 0), 0)
          expect(Math.abs(image - (values[n] ?? 0) * (vector[row] ?? 0))).toBeLessThan(1e-9)
        }
        for (let m = 0; m <= n; m++) {
          const product = vector.reduce((sum, x, i) => sum + x * (vectors[m * size + i] ?? 0), 0)
          expect(product).toBeCloseTo(m === n ? 1 : 0, 9)
        }
      }
    }),
  )
})
