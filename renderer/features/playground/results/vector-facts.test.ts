import { expect, test } from 'vitest'
import { vectorFacts } from './vector-facts.ts'

test('length, range, mean and spread of a vector', () => {
  const { norm, least, most, mean, broken, bins } = vectorFacts(new Float32Array([-1, -1, 0, 0.5, 1]), 4)
  expect(norm).toBeCloseTo(Math.sqrt(3.25), 6)
  expect([least, most, broken]).toEqual([-1, 1, 0])
  expect(mean).toBeCloseTo(-0.1, 6)
  expect(bins).toEqual([2, 0, 1, 2])
})

test('numbers that are not finite are counted separately', () => {
  const facts = vectorFacts(new Float32Array([Number.NaN, 2, Infinity]), 3)
  expect(facts).toMatchObject({ least: 2, most: 2, mean: 2, broken: 2, bins: [0, 1, 0] })
  expect(facts.norm).toBeNaN()
  expect(vectorFacts(new Float32Array([Number.NaN]), 2)).toMatchObject({
    least: Number.NaN,
    mean: Number.NaN,
    bins: [0, 0],
  })
})
