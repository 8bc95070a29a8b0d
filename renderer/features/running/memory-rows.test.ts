import { expect, test } from 'vitest'
import { memoryRows } from './memory-rows.ts'

test('each kind of memory has the models that lie there, all on one scale', () => {
  const rows = memoryRows([
    { name: 'a', slot: 0, size: 10, sizeVram: 8 },
    { name: 'b', slot: 4, size: 4, sizeVram: 0 },
    { name: 'c', slot: 2, size: 2, sizeVram: 2 },
  ])
  expect(rows).toEqual([
    {
      kind: 'gpu',
      bytes: 10,
      share: 1,
      parts: [
        { name: 'a', bytes: 8, series: 0 },
        { name: 'c', bytes: 2, series: 2 },
      ],
    },
    {
      kind: 'cpu',
      bytes: 6,
      share: 0.6,
      parts: [
        { name: 'a', bytes: 2, series: 0 },
        { name: 'b', bytes: 4, series: 4 },
      ],
    },
  ])
})

test('figures that contradict each other make a kind of their own', () => {
  const rows = memoryRows([{ name: 'a', slot: 0, size: 5, sizeVram: 9 }])
  expect(rows).toEqual([
    { kind: 'gpu', bytes: 0, share: 0, parts: [] },
    { kind: 'cpu', bytes: 0, share: 0, parts: [] },
    { kind: 'unknown', bytes: 5, share: 1, parts: [{ name: 'a', bytes: 5, series: 0 }] },
  ])
})

test('nothing loaded is two empty bars, not a division by zero', () => {
  expect(memoryRows([])).toEqual([
    { kind: 'gpu', bytes: 0, share: 0, parts: [] },
    { kind: 'cpu', bytes: 0, share: 0, parts: [] },
  ])
})
