import { expect, test } from 'vitest'
import { exactly } from '#shared/domain/amount.ts'
import { memoryRows } from './memory-rows.ts'

test('each kind of memory has its models, all on one scale', () => {
  const rows = memoryRows([
    { name: 'a', slot: 0, size: 10, sizeVram: 8 },
    { name: 'b', slot: 4, size: 4, sizeVram: 0 },
    { name: 'c', slot: 2, size: 2, sizeVram: 2 },
  ])
  expect(rows).toEqual([
    {
      kind: 'gpu',
      amount: exactly(10),
      share: 1,
      parts: [
        { name: 'a', bytes: 8, series: 0 },
        { name: 'c', bytes: 2, series: 2 },
      ],
    },
    {
      kind: 'cpu',
      amount: exactly(6),
      share: 0.6,
      parts: [
        { name: 'a', bytes: 2, series: 0 },
        { name: 'b', bytes: 4, series: 4 },
      ],
    },
  ])
})

test('contradicting figures form a row of their own', () => {
  const rows = memoryRows([{ name: 'a', slot: 0, size: 5, sizeVram: 9 }])
  expect(rows).toEqual([
    { kind: 'gpu', amount: exactly(null), share: 0, parts: [] },
    { kind: 'cpu', amount: exactly(null), share: 0, parts: [] },
    { kind: 'unknown', amount: exactly(5), share: 1, parts: [{ name: 'a', bytes: 5, series: 0 }] },
  ])
})

test('without loaded models there are two empty bars and no division by zero', () => {
  expect(memoryRows([])).toEqual([
    { kind: 'gpu', amount: exactly(0), share: 0, parts: [] },
    { kind: 'cpu', amount: exactly(0), share: 0, parts: [] },
  ])
})

test('with a model of unknown memory the sums are lower bounds; alone it has no sum', () => {
  const silent = { name: 'b', slot: 1, size: null, sizeVram: null }
  const rows = memoryRows([{ name: 'a', slot: 0, size: 10, sizeVram: 10 }, silent])
  expect(rows.map(({ kind, amount, parts }) => [kind, amount, parts.length])).toEqual([
    ['gpu', { bytes: 10, exactness: 'at_least' }, 1],
    ['cpu', exactly(null), 0],
  ])
  expect(memoryRows([silent])).toEqual([])
})

test('where there is no GPU its memory has no row, unless the server says that a model is there', () => {
  const kinds = (sizeVram: number, hasGpu: boolean | null) =>
    memoryRows([{ name: 'a', slot: 0, size: 10, sizeVram }], hasGpu).map(({ kind }) => kind)
  expect(kinds(0, false)).toEqual(['cpu'])
  expect(kinds(4, false)).toEqual(['gpu', 'cpu'])
  expect(kinds(0, null)).toEqual(['gpu', 'cpu'])
})
