import { expect, test } from 'vitest'
import { ManualClock } from '../core/test-clock.ts'
import { sleep, systemClock } from './clock.ts'

test('a manual clock fires timers in order, each at its time', async () => {
  const clock = new ManualClock(1000)
  const seen: [string, number][] = []
  const note = (name: string) => () => seen.push([name, clock.now()])
  clock.after(30, note('b'))
  clock.after(10, () => {
    note('a')()
    clock.after(5, note('chained'))
  })
  const cancelled = clock.after(20, note('cancelled'))
  clock.after(500, note('later'))
  cancelled.cancel()
  await clock.advance(100)
  expect(seen).toEqual([
    ['a', 1010],
    ['chained', 1015],
    ['b', 1030],
  ])
  expect(clock.now()).toBe(1100)
})

test('waiting for a promise does not fire timers beyond its reach', async () => {
  const clock = new ManualClock(0)
  let expired = false
  clock.after(300_000, () => (expired = true))
  await clock.until(sleep(clock, 60))
  expect(clock.now()).toBe(60)
  expect(expired).toBe(false)
})

test.each([['manual', new ManualClock()] as const, ['system', systemClock] as const])(
  'a sleep on the %s clock ends at once when it is aborted',
  async (_, clock) => {
    const controller = new AbortController()
    const slept = sleep(clock, 1e9, controller.signal)
    controller.abort(new Error('gone'))
    await expect(slept).rejects.toThrow('gone')
    await expect(sleep(clock, 1, controller.signal)).rejects.toThrow('gone')
  },
)
