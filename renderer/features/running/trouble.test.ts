import { expect, it } from 'vitest'
import { troubleOf } from './trouble.ts'

const now = 1_800_000_000_000
const state = { problem: null, readAt: now - 9_900, lateSince: null }

it('is none for an old answer that no poll contradicts', () => {
  expect(troubleOf(state, now)).toBeNull()
  expect(troubleOf({ ...state, readAt: now - 3_600_000 }, now)).toBeNull()
  expect(troubleOf({ ...state, readAt: null }, now)).toBeNull()
})

it('is a late poll since it was sent, and a failed one since the last answer', () => {
  expect(troubleOf({ ...state, lateSince: now - 5_000 }, now)).toEqual({ kind: 'late', ms: 5_000 })
  const problem = { code: 'refused', params: {}, retryable: true } as const
  expect(troubleOf({ ...state, problem }, now)).toEqual({ kind: 'failed', ms: 9_900 })
  expect(troubleOf({ ...state, lateSince: now + 5_000 }, now)).toEqual({ kind: 'late', ms: 0 })
})
