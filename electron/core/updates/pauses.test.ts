import { expect, it } from 'vitest'
import { problem } from '../problem.ts'
import { ManualClock } from '../test-clock.ts'
import { createPauses } from './pauses.ts'

const MINUTE = 60_000
const asked = { model: 'm:1', registry: 'ollama.com' }

/** Minutes until a registry is asked again after each of its refusals. */
async function waits(count: number, retryAfter?: number): Promise<number[]> {
  const clock = new ManualClock()
  const pauses = createPauses(clock)
  const found: number[] = []
  for (let i = 0; i < count; i++) {
    pauses.failed('https://r', problem('registry_limits_requests', asked, { retryAfter }))
    found.push(((pauses.waitsUntil() ?? 0) - clock.now()) / MINUTE)
    expect(() => pauses.throwIfPaused('https://r')).toThrow()
    pauses.throwIfPaused('https://other')
    await clock.jump((pauses.waitsUntil() ?? 0) - clock.now())
    pauses.throwIfPaused('https://r')
  }
  return found
}

it('waits twice as long each time, an hour at most, and never less than the registry says', async () => {
  expect(await waits(8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  expect(await waits(3, 3 * MINUTE)).toEqual([3, 3, 4])
  expect(await waits(1, 90 * MINUTE)).toEqual([90])
})

it('counts refusals of requests that were sent together once, and begins anew after an answer', async () => {
  const clock = new ManualClock()
  const pauses = createPauses(clock)
  const refuse = () => pauses.failed('https://r', problem('registry_busy', asked))
  for (let i = 0; i < 4; i++) refuse()
  expect((pauses.waitsUntil() ?? 0) - clock.now()).toBe(MINUTE)
  await clock.jump(MINUTE)
  pauses.answered('https://r')
  refuse()
  expect((pauses.waitsUntil() ?? 0) - clock.now()).toBe(MINUTE)
})

it('does not ask one that cannot be reached again in the same check, and does in the next', () => {
  const pauses = createPauses(new ManualClock())
  pauses.failed('https://r', problem('registry_not_reached', asked))
  expect(() => pauses.throwIfPaused('https://r')).toThrow()
  expect(pauses.waitsUntil()).toBeNull()
  pauses.forgetFailures()
  pauses.throwIfPaused('https://r')
  pauses.failed('https://r', problem('unknown_model', asked))
  pauses.throwIfPaused('https://r')
})
