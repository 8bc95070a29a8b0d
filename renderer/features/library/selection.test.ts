import { expect, test } from 'vitest'
import { noSelection, rangeAdded, toggled, toggledIn } from './selection.ts'

const names = ['a', 'b', 'c', 'd', 'e']

test('a name is selected and unselected without touching the set it came from', () => {
  const one = toggled(noSelection, 'b')
  expect([...one]).toEqual(['b'])
  expect([...toggled(one, 'b')]).toEqual([])
  expect([...noSelection]).toEqual([])
})

test('a range extends in both directions and keeps the selection', () => {
  expect([...rangeAdded(new Set(['e']), names, 'a', 'c')].sort()).toEqual(['a', 'b', 'c', 'e'])
  expect([...rangeAdded(noSelection, names, 'd', 'b')]).toEqual(['b', 'c', 'd'])
})

test('a range without a start, or from a removed row, is one row', () => {
  expect([...rangeAdded(noSelection, names, null, 'c')]).toEqual(['c'])
  expect([...rangeAdded(noSelection, names, 'gone', 'c')]).toEqual(['c'])
  expect([...rangeAdded(noSelection, names, 'a', 'gone')]).toEqual([])
})

test('an item is added to a list or removed from it', () => {
  expect(toggledIn(['a', 'b'], 'c')).toEqual(['a', 'b', 'c'])
  expect(toggledIn(['a', 'b'], 'a')).toEqual(['b'])
})
