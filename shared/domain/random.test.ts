import { expect, it } from 'vitest'
import { seededRandom } from './random.ts'

const draw = (seed: number, count: number) => {
  const random = seededRandom(seed)
  return Array.from({ length: count }, () => random())
}

it('is the same for the same seed and another for another', () => {
  expect(draw(1, 5)).toEqual(draw(1, 5))
  expect(draw(1, 5)).not.toEqual(draw(2, 5))
  // Fixed values: a map must not change with a version of Corral.
  expect(draw(42, 3).map((value) => value.toFixed(6))).toEqual(['0.128483', '0.033534', '0.075098'])
})

it('is uniform and uncorrelated', () => {
  const values = draw(7, 20_000)
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...values)).toBeLessThan(1)
  const bins = Array.from({ length: 10 }, () => 0)
  for (const value of values) bins[Math.floor(value * 10)] = (bins[Math.floor(value * 10)] ?? 0) + 1
  for (const bin of bins) expect(Math.abs(bin - 2000)).toBeLessThan(200)
  const products = values.slice(1).map((value, at) => (value - 0.5) * ((values[at] ?? 0) - 0.5))
  expect(Math.abs(products.reduce((sum, value) => sum + value, 0) / products.length)).toBeLessThan(0.003)
})
