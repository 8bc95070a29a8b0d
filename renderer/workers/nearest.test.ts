import { expect, test } from 'vitest'
import { nearest } from './nearest.ts'

const rows = [
  [1, 0],
  [0, 3], // at a right angle to the first
  [2, 2], // between
  [-5, 0], // the opposite of the first
  [0, 0], // nothing
  [Number.NaN, 1],
]
const vectors = new Float32Array(rows.flat())

test('the most alike come first, whatever their length, and the unreadable last', () => {
  const found = nearest(vectors, 6, 2, 0, 10)
  expect(found.map(({ row }) => row)).toEqual([2, 1, 4, 3, 5])
  expect(found[0]?.value).toBeCloseTo(Math.SQRT1_2, 6)
  expect(found[3]?.value).toBeCloseTo(-1, 6)
  expect(found[4]?.value).toBeNaN()
})

test('no more than asked for, and never the row itself', () => {
  expect(nearest(vectors, 6, 2, 2, 2).map(({ row }) => row)).toEqual([0, 1])
  expect(nearest(vectors, 1, 2, 0, 5)).toEqual([])
})
