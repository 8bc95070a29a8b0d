import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { closeAndRelease } from './close-within.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it.each([
  ['closes', async () => {}, 0],
  ['fails', () => Promise.reject(new Error('no')), 0],
  ['never is done', () => new Promise<void>(() => {}), 750],
])('releases what %s, within the time', async (_, close, after) => {
  const begun = Date.now()
  const release = vi.fn(async () => {})
  const ended = closeAndRelease(1000, close, release).then(() => Date.now() - begun)
  await vi.runAllTimersAsync()
  expect(release).toHaveBeenCalledTimes(1)
  expect(await ended).toBe(after)
})

it('ends although nothing can be released', async () => {
  const begun = Date.now()
  const ended = closeAndRelease(
    1000,
    async () => {},
    () => new Promise<void>(() => {}),
  ).then(() => Date.now() - begun)
  await vi.runAllTimersAsync()
  expect(await ended).toBe(1000)
})
