import { expect, test } from 'vitest'
import { noMarks, rangeAdded, shownMarks, toggled } from './marks.ts'

const names = ['a', 'b', 'c', 'd', 'e']

test('a mark goes on and off without touching the set it came from', () => {
  const one = toggled(noMarks, 'b')
  expect([...one]).toEqual(['b'])
  expect([...toggled(one, 'b')]).toEqual([])
  expect([...noMarks]).toEqual([])
})

test('a range reaches both ways and keeps what was marked', () => {
  expect(shownMarks(rangeAdded(new Set(['e']), names, 'a', 'c'), names)).toEqual(['a', 'b', 'c', 'e'])
  expect(shownMarks(rangeAdded(noMarks, names, 'd', 'b'), names)).toEqual(['b', 'c', 'd'])
})

test('a range from nowhere, or from a row that is gone, is one row', () => {
  expect([...rangeAdded(noMarks, names, null, 'c')]).toEqual(['c'])
  expect([...rangeAdded(noMarks, names, 'gone', 'c')]).toEqual(['c'])
  expect([...rangeAdded(noMarks, names, 'a', 'gone')]).toEqual([])
})

test('what a filter hides, or what is gone, is not marked', () => {
  expect(shownMarks(new Set(['d', 'gone', 'b']), names)).toEqual(['b', 'd'])
  expect(shownMarks(noMarks, names)).toEqual([])
})
