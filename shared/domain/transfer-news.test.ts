import { expect, test } from 'vitest'
import type { Transfer } from '../contract/transfers.ts'
import { STALLED_AFTER } from './progress.ts'
import { now, transfer } from './test-fixtures.ts'
import { createTransferNews } from './transfer-news.ts'

const at = (completed: number, changes: Partial<Transfer> = {}) => transfer('a', { total: 100, completed, ...changes })

/** What each list of transfers adds to the one before; the first one is the start. */
function news(...lists: Transfer[][]): string[][] {
  const look = createTransferNews(() => now)
  return lists.map((list) => look(list).map(({ what, step }) => (what === 'step' ? `${step} %` : what))).slice(1)
}

test('the first list is no news', () => {
  const look = createTransferNews(() => now)
  expect(look([at(50), transfer('b', { state: 'failed' }), transfer('c', { quietSince: 0 })])).toEqual([])
})

test('a start, each quarter and the end are news', () => {
  expect(
    news([], [at(0)], [at(10)], [at(20)], [at(26)], [at(80)], [at(100)], [at(100, { state: 'done' })], []),
  ).toEqual([['started'], [], [], ['25 %'], ['75 %'], [], ['done'], []])
})

test('progress that falls back is no news', () => {
  expect(news([at(60)], [at(40)])).toEqual([[]])
  expect(news([at(0, { total: 0 })], [at(0, { total: 0 })])).toEqual([[]])
})

test('an end is told once, and the next attempt is a start', () => {
  const failed = at(60, { state: 'failed' })
  expect(news([at(60)], [failed], [{ ...failed, moved: 1 }], [at(0, { attempt: 2 })])).toEqual([
    ['failed'],
    [],
    ['started'],
  ])
})

test('a transfer in the queue starts when it has its turn, and again after a pause', () => {
  const states = ['queued', 'preparing', 'running', 'pausing', 'paused', 'queued', 'running'] as const
  expect(news([], ...states.map((state) => [at(30, { state })]))).toEqual([
    [],
    ['started'],
    [],
    [],
    [],
    [],
    ['started'],
  ])
  expect(news([], [at(30, { state: 'paused', quietSince: 0 })])).toEqual([[]])
})

test('a transfer that ends between two lists is told', () => {
  expect(news([], [at(100, { state: 'done' })], [at(100, { state: 'done' })])).toEqual([['done'], []])
})

test('each stall is told once, when it has lasted long enough', () => {
  let time = now
  const look = createTransferNews(() => time)
  const told = (quietSince: number | null) => look([at(10, { quietSince })]).map(({ what }) => what)
  expect(told(null)).toEqual([])
  expect(told(now)).toEqual([])
  time += STALLED_AFTER
  expect(told(now)).toEqual(['stalled'])
  expect(told(now)).toEqual([])
  expect(told(null)).toEqual([])
  expect(told(now)).toEqual(['stalled'])
})

test('a full disk is reported once, and not that of an earlier run', () => {
  const newsOf = createTransferNews(() => now)
  const full = transfer('a', { state: 'disk_full' })
  newsOf([transfer('a', { state: 'running' })])
  expect(newsOf([full]).map(({ what }) => what)).toEqual(['disk_full'])
  expect(newsOf([full])).toEqual([])
  const later = createTransferNews(() => now)
  later([full])
  expect(later([full])).toEqual([])
})
