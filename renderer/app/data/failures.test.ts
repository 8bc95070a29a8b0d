import { expect, test } from 'vitest'
import { transfer } from '#shared/domain/test-fixtures.ts'
import { failuresAfter } from './failures.ts'

test('only failures that ended after the newest one seen count', () => {
  const list = [
    transfer('a', { state: 'failed', endedAt: 100 }),
    transfer('b', { state: 'failed', endedAt: 200 }),
    transfer('c', { state: 'done', endedAt: 300 }),
    transfer('d', { state: 'cancelled', endedAt: 300 }),
    transfer('e', { state: 'running', endedAt: null }),
  ]
  const ids = (seenUntil: number) => failuresAfter(list, seenUntil).map(({ id }) => id)
  expect(ids(0)).toEqual(['a', 'b'])
  expect(ids(100)).toEqual(['b'])
  expect(ids(200)).toEqual([])
})
