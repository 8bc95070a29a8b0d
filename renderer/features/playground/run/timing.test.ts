import { expect, test } from 'vitest'
import { timingOf } from './timing.ts'

const figures = {
  tokens: 100,
  tokensOf: null,
  cut: [],
  totalNs: 60e6,
  loadNs: 10e6,
  elapsedMs: 75,
  calls: 1,
  endpoint: 'embed',
} as const
const of = (more: Partial<Parameters<typeof timingOf>[0]>) => timingOf({ ...figures, cut: [], ...more })

test('the speed is that of the server, without loading', () => {
  expect(of({})).toEqual({ tokens: 100, ms: 60, isMeasured: false, loadMs: 10, embedMs: 50, tokensPerSecond: 2000 })
})

test('what the server does not report is measured or left out', () => {
  expect(of({ tokens: null, totalNs: null, loadNs: null })).toEqual({
    tokens: null,
    ms: 75,
    isMeasured: true,
    loadMs: null,
    embedMs: null,
    tokensPerSecond: null,
  })
  expect(of({ totalNs: 5, loadNs: 5 })).toMatchObject({ embedMs: 0, tokensPerSecond: null })
  expect(of({ totalNs: 5, loadNs: 6 }).embedMs).toBe(0)
})
