import { expect, test } from 'vitest'
import { noMarks, rangeAdded, toggled, toggledIn } from './marks.ts'

const names = ['a', 'b', 'c', 'd', 'e']

test('a mark goes on and off without touching the set it came from', () => {
  const one = toggled(noMarks, 'b')
  expect([...one]).toEqual(['b'])
  expect([...toggled(one, 'b')]).toEqual([])
  expect([...noMarks]).toEqual([])
})

test('a range reaches both ways and keeps what was marked', () => {
  expect([...rangeAdded(new Set(['e']), names, 'a', 'c')].sort()).toEqual(['a', 'b', 'c', 'e'])
  expect([...rangeAdded(noMarks, names, 'd', 'b')]).toEqual(['b', 'c', 'd'])
})

test('a range from nowhere, or from a row that is gone, is one row', () => {
  expect([...rangeAdded(noMarks, names, null, 'c')]).toEqual(['c'])
  expect([...rangeAdded(noMarks, names, 'gone', 'c')]).toEqual(['c'])
  expect([...rangeAdded(noMarks, names, 'a', 'gone')]).toEqual([])
})

test('a list gains what it has not and loses what it has', () => {
  expect(toggledIn(['a', 'b'], 'c')).toEqual(['a', 'b', 'c'])
  expect(toggledIn(['a', 'b'], 'a')).toEqual(['b'])
})
