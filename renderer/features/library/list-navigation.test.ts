import { expect, test } from 'vitest'
import { moveTo } from './list-navigation.ts'

test.each([
  ['ArrowDown', 3, 4],
  ['ArrowDown', 9, 9],
  ['ArrowUp', 3, 2],
  ['ArrowUp', 0, 0],
  ['PageDown', 3, 8],
  ['PageDown', 7, 9],
  ['PageUp', 8, 3],
  ['PageUp', 2, 0],
  ['Home', 5, 0],
  ['End', 5, 9],
  ['a', 5, null],
])('%s in row %i of ten moves to %s', (key, at, expected) => {
  expect(moveTo(key, at, 10, 5)).toBe(expected)
})

test('in a list without height a page is one row; in an empty list no key moves', () => {
  expect(moveTo('PageDown', 0, 10, 0)).toBe(1)
  expect(moveTo('ArrowDown', 0, 0, 5)).toBeNull()
})
