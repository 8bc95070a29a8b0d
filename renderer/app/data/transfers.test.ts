import { expect, test } from 'vitest'
import { transfer } from '#shared/domain/test-fixtures.ts'
import { applyTransferEvent, reuseTransfers, summaryOf } from './transfers.ts'

test('a snapshot replaces the one before, a new transfer comes first', () => {
  const [a, b, c] = [transfer('a'), transfer('b'), transfer('c')]
  const moved = transfer('b', { completed: 5 })
  expect(applyTransferEvent([a, b], { type: 'one', transfer: moved })).toEqual([a, moved])
  expect(applyTransferEvent([a, b], { type: 'one', transfer: c })).toEqual([c, a, b])
  expect(applyTransferEvent([a, b, c], { type: 'cleared', ids: ['a', 'c', 'x'] })).toEqual([b])
  expect(applyTransferEvent([a], { type: 'all', transfers: [b, c] })).toEqual([b, c])
})

test('rows that did not change keep their identity, so that only the changed one renders', () => {
  const [a, b] = [transfer('a'), transfer('b')]
  const [first, second] = applyTransferEvent([a, b], { type: 'one', transfer: transfer('b', { completed: 1 }) })
  expect(first).toBe(a)
  expect(second).not.toBe(b)
})

test('a value in which nothing has changed is the old one, so that nothing renders', () => {
  const [a, b] = [transfer('a'), transfer('b')]
  const list = [a, b]
  expect(reuseTransfers(list, [a, b])).toBe(list)
  const changed = [a, transfer('b', { completed: 1 })]
  expect(reuseTransfers(list, changed)).toBe(changed)
  expect(reuseTransfers(list, [a])).toEqual([a])
  const summary = { ids: ['a'], parts: [{ ids: ['b'] }] }
  expect(reuseTransfers(summary, structuredClone(summary))).toBe(summary)
  expect(reuseTransfers(undefined, list)).toBe(list)
  const acts = [{ hostId: 'a', canPause: true }]
  expect(reuseTransfers(acts, structuredClone(acts))).toBe(acts)
  expect(reuseTransfers(acts, [{ hostId: 'a', canPause: false }])).toEqual([{ hostId: 'a', canPause: false }])
})

test('the summary adds rates and takes the longest time left', () => {
  const list = [
    transfer('a', { rate: 10, remainingMs: 1000 }),
    transfer('b', { rate: 5, remainingMs: 4000, kind: 'push' }),
    transfer('c', { state: 'done', rate: 99, remainingMs: 0 }),
  ]
  expect(summaryOf(list)).toMatchObject({ pulls: 1, pushes: 1, rate: 15, remainingMs: 4000, share: null })
})

test('a figure of the summary is unknown while one transfer does not know it', () => {
  expect(summaryOf([transfer('a', { rate: 10, remainingMs: 1 }), transfer('b')])).toEqual({
    pulls: 2,
    pushes: 0,
    queued: 0,
    paused: 0,
    rate: 10,
    remainingMs: null,
    share: null,
  })
  expect(summaryOf([])).toMatchObject({ pulls: 0, pushes: 0, rate: null, remainingMs: null, share: null })
})

test('the summary counts what is at work, queued and paused apart, and tells no time left while some are queued', () => {
  const list = [
    transfer('a', { rate: 10, remainingMs: 1000 }),
    transfer('b', { state: 'waiting', kind: 'push', remainingMs: 0 }),
    transfer('c', { state: 'queued', completed: 10, total: 20 }),
    transfer('d', { state: 'paused', completed: 90, total: 100, remainingMs: null }),
    transfer('e', { state: 'cancelled' }),
  ]
  expect(summaryOf(list)).toEqual({
    pulls: 1,
    pushes: 1,
    queued: 1,
    paused: 1,
    rate: 10,
    remainingMs: null,
    share: 0.5,
  })
})

test('the summary adds up the progress of all that run', () => {
  const list = [
    transfer('a', { completed: 30, total: 100 }),
    transfer('b', { completed: 10, total: 20 }),
    transfer('c'),
    transfer('d', { state: 'failed', completed: 1, total: 900 }),
  ]
  expect(summaryOf(list).share).toBeCloseTo(1 / 3)
})
