import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { agreement, averageRanks, correlation, nearest } from './ranking.ts'
import { similarityMatrix } from './similarity.ts'

const rows = [
  [1, 0],
  [0, 3], // at a right angle to the first
  [2, 2], // between
  [-5, 0], // the opposite of the first
  [0, 0], // nothing
  [Number.NaN, 1],
]
const vectors = new Float32Array(rows.flat())
const at = (row: number) => vectors.subarray(2 * row, 2 * row + 2)

describe('nearest', () => {
  it('sorts by cosine, at any length, with NaN last', () => {
    const found = nearest(vectors, 6, at(0), 10, 0)
    expect(found.map(({ row }) => row)).toEqual([2, 1, 4, 3, 5])
    expect(found[0]?.value).toBeCloseTo(Math.SQRT1_2, 6)
    expect(found[3]?.value).toBeCloseTo(-1, 6)
    expect(found[4]?.value).toBeNaN()
  })

  it('gives no more than asked for, and of another vector all rows', () => {
    expect(nearest(vectors, 6, at(2), 2, 2).map(({ row }) => row)).toEqual([0, 1])
    expect(nearest(vectors, 1, at(0), 5, 0)).toEqual([])
    expect(nearest(vectors, 6, new Float32Array([7, 0]), 1)).toEqual([{ row: 0, value: 1 }])
  })
})

const figures = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 30 })

/** A rank by its definition: how many are larger, and half of those that are equal. */
const rankOf = (values: number[], value: number) =>
  values.filter((other) => other > value).length + (values.filter((other) => other === value).length + 1) / 2

it('ranks are shared by equals', () => {
  expect([...averageRanks(new Float32Array([10, 30, 20, 30]))]).toEqual([4, 1.5, 3, 1.5])
  fc.assert(
    fc.property(figures, (values) => {
      expect([...averageRanks(new Float32Array(values))]).toEqual(values.map((value) => rankOf(values, value)))
    }),
  )
})

it('correlation is 1 for a rising line, -1 for a falling line, and NaN for a constant', () => {
  expect(correlation([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 12)
  expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12)
  expect(correlation([1, 2, 3, 4], [1, -1, -1, 1])).toBeCloseTo(0, 12)
  expect(correlation([1, 1], [1, 2])).toBeNaN()
})

/** Spearman without ties by its textbook formula. */
function textbook(x: number[], y: number[]): number {
  const squares = x.reduce((sum, value, i) => sum + (rankOf(x, value) - rankOf(y, y[i] ?? 0)) ** 2, 0)
  return 1 - (6 * squares) / (x.length * (x.length ** 2 - 1))
}

describe('agreement', () => {
  const COUNT = 12
  const random = (seed: number) =>
    similarityMatrix(
      Float32Array.from({ length: COUNT * 5 }, (_, i) => Math.sin(seed * 991 + i * i * 0.713)),
      COUNT,
      5,
    )

  it('is what the definitions say, text by text', () => {
    const [a, b] = [random(1), random(2)]
    const { spearman, overlap, meanSpearman, meanOverlap, k } = agreement(a, b, COUNT, 4)
    expect(k).toBe(4)
    for (let row = 0; row < COUNT; row++) {
      const others = Array.from({ length: COUNT }, (_, other) => other).filter((other) => other !== row)
      const [x, y] = [a, b].map((matrix) => others.map((other) => matrix[row * COUNT + other] ?? 0)) as [
        number[],
        number[],
      ]
      expect(spearman[row]).toBeCloseTo(textbook(x, y), 5)
      const top = (values: number[]) => others.filter((_, i) => rankOf(values, values[i] ?? 0) <= 4)
      expect(overlap[row]).toBeCloseTo(top(x).filter((other) => top(y).includes(other)).length / 4, 5)
    }
    expect(meanSpearman).toBeCloseTo([...spearman].reduce((sum, value) => sum + value, 0) / COUNT, 5)
    expect(meanOverlap).toBeCloseTo([...overlap].reduce((sum, value) => sum + value, 0) / COUNT, 5)
  })

  it('is 1 with itself, whatever the scale', () => {
    const a = random(3)
    const { meanSpearman, meanOverlap } = agreement(
      a,
      a.map((value) => value / 2 + 0.4),
      COUNT,
      3,
    )
    expect(meanSpearman).toBeCloseTo(1, 6)
    expect(meanOverlap).toBeCloseTo(1, 6)
  })

  it('leaves out what cannot be compared', () => {
    const a = random(4)
    const b = random(4)
    for (let i = 0; i < COUNT; i++) {
      b[2 * COUNT + i] = Number.NaN
      b[i * COUNT + 2] = Number.NaN
    }
    const { spearman, overlap, meanOverlap } = agreement(a, b, COUNT, 20)
    expect(spearman[2]).toBeNaN()
    expect(overlap[2]).toBeNaN()
    expect(spearman[0]).toBeCloseTo(1, 6)
    expect(meanOverlap).toBe(1)
    expect(agreement(new Float32Array([1]), new Float32Array([1]), 1, 5).meanSpearman).toBeNaN()
  })
})
