import { expect, it } from 'vitest'
import { layer, manifest, scripted, success } from './test-job.ts'

const verifying = { status: 'verifying sha256 digest' }
const writing = { status: 'writing manifest' }

it('tells how long verifying still takes, by the rate that was measured last, and never less than nothing', async () => {
  const { job, turn, seconds } = scripted([[[manifest, layer(1e6, 1000e6), verifying, 60_000, success], null]], {
    lastHashRate: 50e6,
  })
  await turn(0)
  expect(job.snapshot()).toMatchObject({ state: 'verifying', remainingMs: 20_000, rate: null })
  await seconds(15)
  expect(job.snapshot().remainingMs).toBe(5000)
  await seconds(5)
  expect(job.snapshot().remainingMs).toBeNull()
  await seconds(20)
  expect(job.snapshot()).toMatchObject({ state: 'verifying', remainingMs: null })
})

it('does not know it without a rate, nor for layers that were there before, which are not verified', async () => {
  const unknown = scripted([[[manifest, layer(1e6), verifying], 'silence']])
  await unknown.turn(0)
  expect(unknown.job.snapshot()).toMatchObject({ state: 'verifying', remainingMs: null })
  const cached = scripted([[[manifest, layer(100e6), verifying], 'silence']], { lastHashRate: 50e6 })
  await cached.turn(0)
  expect(cached.job.snapshot()).toMatchObject({ state: 'verifying', remainingMs: null })
})

it('measures the bytes that were fetched for the request, by the time until the next line', async () => {
  const lines = [manifest, layer(1e6, 1000e6), verifying, 4000, writing, success]
  const { job, turn, seconds } = scripted([[lines, null]])
  await turn(0)
  expect(job.hashRate).toBeNull()
  await seconds(4)
  await job.ended
  expect(job.hashRate).toBe(250e6)
})

it('measures no small amount, and none of a verification that fails', async () => {
  const small = scripted([[[manifest, layer(1e6, 10e6), verifying, 1000, success], null]])
  await small.seconds(2)
  expect(small.job).toMatchObject({ state: 'done', hashRate: null })
  const failed = scripted([[[manifest, layer(1e6, 1000e6), verifying, 1000], 'parts_broken']])
  await failed.seconds(2)
  expect(failed.job).toMatchObject({ state: 'failed', hashRate: null })
})
