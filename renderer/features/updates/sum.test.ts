import { expect, test } from 'vitest'
import type { Amount } from '#shared/domain/amount.ts'
import { roomFor, sumOf } from './sum.ts'

const exact = (bytes: number) => ({ toFetch: { bytes, exactness: 'exact' } as Amount })

test('the sum of several is at most that; one of them alone is as exact as it is', () => {
  expect(sumOf([])).toEqual({ bytes: 0, exactness: 'exact' })
  expect(sumOf([exact(5)])).toEqual({ bytes: 5, exactness: 'exact' })
  expect(sumOf([exact(5), exact(7)])).toEqual({ bytes: 12, exactness: 'at_most' })
})

test('what is not known makes the sum a lower bound, or unknown', () => {
  const unknown = { toFetch: { bytes: 0, exactness: 'unknown' } as Amount }
  expect(sumOf([exact(5), unknown])).toEqual({ bytes: 5, exactness: 'at_least' })
  expect(sumOf([unknown, { toFetch: null }])).toEqual({ bytes: 0, exactness: 'unknown' })
})

test('all updates together must have room', () => {
  expect(roomFor([exact(5), exact(7)], 12).isEnough).toBe(true)
  expect(roomFor([exact(5), exact(7)], 11)).toEqual({ needed: 12, free: 11, isEnough: false })
})
