import { expect, it } from 'vitest'
import { createListFollower } from './list-follower.ts'
import { manualClock } from '../test-clock.ts'

/** A list that takes a server `ms` milliseconds. */
function listOf(ms: number, fails = false) {
  const { clock, turn } = manualClock()
  let reads = 0
  const read = async () => {
    reads += 1
    if (ms > 0) await new Promise<void>((resolve) => clock.after(ms, resolve))
    if (fails) throw new Error('no')
  }
  const follow = createListFollower(clock, read)
  return {
    /** Reads in a minute of polls. */
    async inMinute() {
      for (let at = 0; at < 60_000; at += 500) {
        if (at % 2500 === 0) void follow()
        await turn(0)
        await turn(500)
      }
      return reads
    },
  }
}

it('reads a fast list with every poll', async () => {
  expect(await listOf(0).inMinute()).toBe(24)
})

it('reads a slow list for a twentieth of the time', async () => {
  expect(await listOf(1000).inMinute()).toBe(3)
  expect(await listOf(10_000).inMinute()).toBe(1)
})

it('goes on after a failure', async () => {
  expect(await listOf(0, true).inMinute()).toBe(24)
})
