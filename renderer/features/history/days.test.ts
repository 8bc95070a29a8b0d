import { expect, it } from 'vitest'
import type { HistoryRow } from '#shared/contract/history.ts'
import { byDay, dayOf, isDay, moved } from './days.ts'

const noon = new Date(2026, 10, 27, 12).getTime()
const HOUR = 3_600_000
const row = (id: string, at: number) => ({ id, at }) as HistoryRow
const lines = byDay([row('a', noon), row('b', noon - HOUR), row('c', noon - 13 * HOUR), row('d', noon - 60 * HOUR)])

it('puts a heading before the first entry of each day in local time', () => {
  expect(lines.map((line) => (isDay(line) ? line.day : line.row.id))).toEqual([
    dayOf(noon),
    'a',
    'b',
    dayOf(noon - 13 * HOUR),
    'c',
    dayOf(noon - 60 * HOUR),
    'd',
  ])
  expect(byDay([])).toEqual([])
})

it.each([
  ['ArrowDown', 1, 2],
  ['ArrowDown', 2, 4],
  ['ArrowUp', 4, 2],
  ['ArrowUp', 1, 1],
  ['ArrowDown', 6, 6],
  ['PageDown', 1, 4],
  ['PageUp', 6, 2],
  ['Home', 6, 1],
  ['End', 1, 6],
  ['x', 1, null],
])('%s goes from line %i to %o, over the headings', (key, at, to) => {
  expect(moved(lines, at, key, 3)).toBe(to)
})
