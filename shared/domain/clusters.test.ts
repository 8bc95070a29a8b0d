import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { similarityOrder } from './clusters.ts'
import { similarityMatrix } from './similarity.ts'

/** The mean similarity of neighbours in the order. */
const smoothness = (matrix: Float32Array, count: number, order: ArrayLike<number>) =>
  Array.from({ length: count - 1 }, (_, at) => matrix[(order[at] ?? 0) * count + (order[at + 1] ?? 0)] ?? 0).reduce(
    (sum, value) => sum + value,
    0,
  )

it('puts mixed topics side by side', () => {
  const topics = 4
  const count = 40
  const vectors = Float32Array.from({ length: count * 16 }, (_, at) => {
    const row = Math.floor(at / 16)
    return (at % 16 === (row % topics) * 4 ? 3 : 0) + Math.sin(at * 12.9898) * 0.5
  })
  const matrix = similarityMatrix(vectors, count, 16)
  const order = similarityOrder(matrix, count)
  const seen = [...order].map((row) => row % topics)
  expect(seen.filter((topic, at) => topic !== seen[at - 1])).toHaveLength(topics)
  expect(smoothness(matrix, count, order)).toBeGreaterThan(
    smoothness(
      matrix,
      count,
      Array.from({ length: count }, (_, at) => at),
    ),
  )
})

it('joins by the mean similarity of all, not by the nearest ones', () => {
  // 2 is very similar to 1 but not to 0; 3 is fairly similar to both 0 and 1 only on average.
  const matrix = new Float32Array([1, 0.9, 0, 0.1, 0.9, 1, 0.6, 0.2, 0, 0.6, 1, 0.5, 0.1, 0.2, 0.5, 1])
  expect([...similarityOrder(matrix, 4)]).toEqual([0, 1, 2, 3])
})

it('turns branches so that similar ends are adjacent', () => {
  // Pairs (0,1) and (2,3); 0 is similar to 3, so 0 and 3 become neighbours.
  const matrix = new Float32Array([1, 0.9, 0.1, 0.5, 0.9, 1, 0.1, 0.1, 0.1, 0.1, 1, 0.9, 0.5, 0.1, 0.9, 1])
  expect([...similarityOrder(matrix, 4)]).toEqual([1, 0, 3, 2])
})

it('holds every text once, whatever the similarities', () => {
  const any = fc.integer({ min: 0, max: 14 }).chain((count) =>
    fc
      .array(fc.oneof(fc.float({ min: -1, max: 1 }), fc.constant(Number.NaN)), {
        minLength: count * count,
        maxLength: count * count,
      })
      .map((values) => ({
        count,
        matrix: Float32Array.from(values, (_, at) => {
          const [row, column] = [Math.floor(at / count), at % count]
          return values[Math.min(row, column) * count + Math.max(row, column)] ?? 0
        }),
      })),
  )
  fc.assert(
    fc.property(any, ({ matrix, count }) => {
      const order = similarityOrder(matrix, count)
      expect([...order].toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at))
      expect(similarityOrder(matrix, count)).toEqual(order)
    }),
  )
})
