import { expect, test } from 'vitest'
import type { Run } from '#shared/contract/embeddings.ts'
import { timingOf } from './timing.ts'

const run: Run = {
  id: 'r',
  hostId: 'h',
  model: 'm',
  count: 2,
  dimensions: 3,
  tokens: 100,
  tokensOf: null,
  cut: [],
  totalNs: 60e6,
  loadNs: 10e6,
  elapsedMs: 75,
  calls: 1,
  endpoint: 'embed',
}

test('speed is that of the server, loading left out', () => {
  expect(timingOf(run)).toEqual({ tokens: 100, ms: 60, isMeasured: false, loadMs: 10, tokensPerSecond: 2000 })
})

test('what the server does not say is measured or left out', () => {
  expect(timingOf({ ...run, tokens: null, totalNs: null, loadNs: null })).toEqual({
    tokens: null,
    ms: 75,
    isMeasured: true,
    loadMs: null,
    tokensPerSecond: null,
  })
  expect(timingOf({ ...run, totalNs: 5, loadNs: 5 }).tokensPerSecond).toBeNull()
})
