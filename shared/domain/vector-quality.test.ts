import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { vectorQualityOf } from './vector-quality.ts'

const check = (rows: number[][]) => vectorQualityOf(new Float32Array(rows.flat()), rows.length, rows[0]?.length ?? 1)

it('finds broken, zero and equal vectors, and the lengths of valid ones', () => {
  const found = check([
    [3, 4],
    [0, 0],
    [Number.NaN, 1],
    [1, 0],
    [3, 4],
    [Infinity, 0],
    [1, 1e-7],
    [-1, 0],
    [-0, 0],
  ])
  expect(found).toEqual({
    broken: [2, 5],
    zero: [1, 8],
    same: [
      [0, 4],
      [3, 6],
    ],
    shortest: 1,
    longest: 5,
  })
})

it('does not count a multiple as equal', () => {
  expect(
    check([
      [1, 2],
      [2, 4],
    ]).same,
  ).toEqual([])
})

it('finds nothing in no vectors', () => {
  expect(vectorQualityOf(new Float32Array(), 0, 4)).toEqual({ broken: [], zero: [], same: [], shortest: 0, longest: 0 })
})

it('finds exactly the copies among any vectors', () => {
  const vector = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 3, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(vector, { minLength: 1, maxLength: 40 }), (rows) => {
      const groups = new Map<string, number[]>()
      rows.forEach((row, at) => {
        if (row.some((value) => value !== 0)) groups.set(row.join(), [...(groups.get(row.join()) ?? []), at])
      })
      expect(check(rows.map((row) => row.map((value) => value + 0))).same).toEqual(
        [...groups.values()].filter(({ length }) => length > 1),
      )
    }),
  )
})
