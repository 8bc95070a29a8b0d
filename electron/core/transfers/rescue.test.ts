import { afterEach, describe, expect, it } from 'vitest'
import { isEnded } from '#shared/domain/transfer-state.ts'
import type { FaultName } from '../../sandbox/faults.ts'
import { turnedSandbox } from '../../sandbox/testing/transfers.ts'
import { closeAll } from '../hosts/test-hosts.ts'

afterEach(closeAll)

/** How long a pull of 1.3 GB takes at 50 MB/s with a fault that lasts ten minutes, and how often it was rescued. */
async function pullTime(fault: FaultName, stallRescue: boolean) {
  const { sandbox, corral } = await turnedSandbox(50e6)
  const { client, pull, until } = await corral()
  await client.settings.update({ stallRescue })
  sandbox.faults.set(fault, { times: 1, ms: 600_000 })
  const began = sandbox.clock.now()
  const { state, rescues } = await until(await pull(), isEnded, 500)
  expect(state).toBe('done')
  return { seconds: (sandbox.clock.now() - began) / 1000, rescues }
}

describe('a pull with the fault', () => {
  it.each(['stall', 'rollback'] as const)('%s is rescued in a third of the time at most', async (fault) => {
    const alone = await pullTime(fault, false)
    const rescued = await pullTime(fault, true)
    console.log(`${fault}: ${alone.seconds} s left alone, ${rescued.seconds} s rescued`)
    expect(alone.rescues).toBe(0)
    expect(rescued.rescues).toBe(1)
    expect(rescued.seconds).toBeLessThan(alone.seconds / 3)
  })
})
