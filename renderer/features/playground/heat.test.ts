import { expect, test } from 'vitest'
import { cellAt, geometryOf, heatColor, leastOf, parseRgb, similarityText, type Rgb } from './heat.ts'

test('few texts get indices and gaps, many fill the square', () => {
  expect(geometryOf(324, 10)).toEqual({ gutter: 24, cell: 30, gap: 2, count: 10 })
  expect(geometryOf(300, 300)).toEqual({ gutter: 0, cell: 1, gap: 0, count: 300 })
})

test('a point lies in a cell or outside of all', () => {
  const geometry = geometryOf(324, 10)
  expect(cellAt(geometry, 24, 24)).toEqual({ row: 0, column: 0 })
  expect(cellAt(geometry, 323, 60)).toEqual({ row: 1, column: 9 })
  expect(cellAt(geometry, 10, 60)).toBeNull()
  expect(cellAt(geometry, 324, 60)).toBeNull()
})

test('the least is looked for off the diagonal, past what cannot be read', () => {
  expect(leastOf(new Float32Array([1, 0.5, 0.5, 1]), 2)).toBe(0.5)
  expect(leastOf(new Float32Array([0, Number.NaN, Number.NaN, 0]), 2)).toBe(1)
  expect(leastOf(new Float32Array([1]), 1)).toBe(1)
})

test('colours run from nearly the ground to the full ink', () => {
  const ground: Rgb = [255, 255, 255]
  const ink: Rgb = [155, 55, 0]
  const at = (value: number) => heatColor(value, 0.5, ground, ink)
  expect(at(1)).toEqual(ink)
  expect(at(2)).toEqual(ink)
  expect(at(0.5)).toEqual(at(-1))
  expect(at(0.5)).not.toEqual(ground)
  const reds = [0.5, 0.6, 0.7, 0.8, 0.9, 1].map((value) => at(value)[0])
  expect(reds).toEqual([...reds].sort((a, b) => b - a))
})

test('colours are read as the browser computes them', () => {
  expect(parseRgb('rgb(179, 83, 43)')).toEqual([179, 83, 43])
})

test('a similarity has three decimals, one that is none a dash', () => {
  expect(similarityText(0.89149)).toBe('0.891')
  expect(similarityText(Number.NaN)).toBe('–')
})
