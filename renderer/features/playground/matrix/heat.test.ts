import { expect, test } from 'vitest'
import {
  cellAt,
  cellText,
  fillCells,
  geometryOf,
  heatColor,
  isDark,
  orderOf,
  parseRgb,
  scaleOf,
  similarityText,
  STEPS,
  stepOf,
  type Rgb,
} from './heat.ts'

test('few texts have indices and gaps, many fill the square', () => {
  expect(geometryOf(324, 10)).toEqual({ gutter: 24, cell: 30, gap: 2, count: 10 })
  expect(geometryOf(300, 300)).toEqual({ gutter: 0, cell: 1, gap: 0, count: 300 })
})

test('a point is in a cell or outside of all', () => {
  const geometry = geometryOf(324, 10)
  expect(cellAt(geometry, 24, 24)).toEqual({ row: 0, column: 0 })
  expect(cellAt(geometry, 323, 60)).toEqual({ row: 1, column: 9 })
  expect(cellAt(geometry, 10, 60)).toBeNull()
  expect(cellAt(geometry, 324, 60)).toBeNull()
})

test('colours range from nearly the background to the full colour', () => {
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

test('colours are parsed as the browser writes computed ones', () => {
  expect(parseRgb('rgb(179, 83, 43)')).toEqual([179, 83, 43])
})

test('a similarity has three decimals, NaN is a dash', () => {
  expect(similarityText(0.89149)).toBe('0.891')
  expect(similarityText(Number.NaN)).toBe('–')
})

test('the value in a cell has two decimals and no leading zero', () => {
  expect([0.891, -0.25, 1, 0.004, -1, Number.NaN].map(cellText)).toEqual(['.89', '-.25', '1', '.00', '-1.00', '–'])
})

test('values are mapped to steps, NaN to a step of its own', () => {
  expect([0.5, 1, 0.75, 0.2, 2].map((value) => stepOf(value, 0.5))).toEqual([0, 255, 128, 0, 255])
  expect(stepOf(Number.NaN, 0.5)).toBe(STEPS)
  expect(stepOf(1, 1)).toBe(255)
  const scale = scaleOf([255, 255, 255], [0, 0, 0], [9, 9, 9])
  expect(scale).toHaveLength(STEPS + 1)
  expect(scale[STEPS]).toEqual([9, 9, 9])
  expect(isDark(scale[STEPS - 1] ?? [255, 255, 255])).toBe(true)
  expect(isDark(scale[0] ?? [0, 0, 0])).toBe(false)
})

test('many cells have the same steps as one, each in its place', () => {
  const words = Uint32Array.from({ length: STEPS + 1 }, (_, step) => 1000 + step)
  for (const least of [-0.2, 0.5, 1]) {
    const matrix = Float32Array.from([1, 0.3, Number.NaN, 0.51, 1, 0.9, 0.777, 1.0000002, 1])
    const pixels = new Uint32Array(9)
    fillCells(pixels, words, { matrix, count: 3, least, rows: new Uint32Array([2, 0, 1]) })
    const inPlace = [8, 6, 7, 2, 0, 1, 5, 3, 4]
    expect([...pixels]).toEqual(inPlace.map((at) => 1000 + stepOf(matrix[at] ?? 0, least)))
  }
})

test('rows are in the given order, by similarity, or by group in the order of their first texts', () => {
  const groups = [null, 'b', 'a', 'b', null]
  const of = (order: Parameters<typeof orderOf>[0]) => [
    ...orderOf(order, { order: new Uint32Array([4, 3, 2, 1, 0]), shown: 5 }, (row) => groups[row] ?? null),
  ]
  expect(of('given')).toEqual([0, 1, 2, 3, 4])
  expect(of('similarity')).toEqual([4, 3, 2, 1, 0])
  expect(of('group')).toEqual([1, 3, 2, 0, 4])
})
