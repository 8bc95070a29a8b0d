import { expect, test } from 'vitest'
import { newsOf } from './news.ts'
import { aTransfer } from './test-transfer.ts'

const at = (completed: number, changes = {}) => aTransfer({ total: 100, completed, ...changes })
const told = (before: ReturnType<typeof at>[], now: ReturnType<typeof at>[]) =>
  newsOf(before, now).map(({ what, step }) => (what === 'step' ? step : what))

test('the first look tells nothing', () => {
  expect(newsOf(undefined, [at(50)])).toEqual([])
})

test('a start, the quarters and the end are told, and nothing between', () => {
  expect(told([], [at(0)])).toEqual(['started'])
  expect(told([at(10)], [at(20)])).toEqual([])
  expect(told([at(20)], [at(26)])).toEqual([25])
  expect(told([at(20)], [at(80)])).toEqual([75])
  expect(told([at(80)], [at(100)])).toEqual([])
  expect(told([at(80)], [at(100, { state: 'done' })])).toEqual(['done'])
})

test('a fall back is not told', () => {
  expect(told([at(60)], [at(40)])).toEqual([])
})

test('an end is told once, and trying again is a start', () => {
  const failed = at(60, { state: 'failed' })
  expect(told([at(60)], [failed])).toEqual(['failed'])
  expect(told([failed], [at(60, { state: 'failed', moved: 1 })])).toEqual([])
  expect(told([failed], [at(0, { attempt: 2 })])).toEqual(['started'])
})
