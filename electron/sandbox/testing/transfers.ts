import { expect, onTestFinished } from 'vitest'
import type { Transfer } from '#shared/contract/transfers.ts'
import { startSandbox } from '../server.ts'
import { open } from '../../core/hosts/test-hosts.ts'
import type { Platform } from '../../core/platform.ts'
import { ManualClock } from '../../core/test-clock.ts'
import { testPlatform } from '../../core/test-platform.ts'

/** So long a test waits by its clock for what it expects, in milliseconds. */
const PATIENCE = 3_600_000

/** For tests: an empty sandbox, and Corral beside it as often as wanted, all by one clock that the test turns. */
export async function turnedSandbox(rate: number) {
  const clock = new ManualClock()
  const sandbox = await startSandbox({ rate, models: 0, clock: clock })
  onTestFinished(() => sandbox.close())

  /** Corral over files that outlive it; `hostId` is that of the address, added where the files have none. */
  const corral = async (
    files: Record<string, string> = {},
    address = sandbox.url,
    more: Partial<Pick<Platform, 'net' | 'storeFiles'>> = {},
  ) => {
    const platform = testPlatform({}, files)
    const { app, client } = await open({ ...platform, clock, ...more })
    const known = app.hosts.state().hosts.find(({ url }) => url === address)
    const hostId = known?.id ?? (await client.hosts.add({ name: 'box', url: address })).id
    return {
      app,
      client,
      hostId,
      platform,
      files: () => Object.fromEntries(platform.disk.files),
      pull: async (name = 'llama3.2:1b') => (await client.transfers.start({ hostId, kind: 'pull', name })).id,
      /** Turns the clock until a transfer is as wanted, `step` milliseconds at a time. */
      async until(id: string, wanted: (transfer: Transfer) => boolean, step = 20): Promise<Transfer> {
        const begun = clock.now()
        for (;;) {
          const transfer = app.transfers.all().find((one) => one.id === id) ?? expect.fail()
          if (wanted(transfer)) return transfer
          if (clock.now() - begun > PATIENCE) return expect.fail(JSON.stringify(transfer))
          await clock.advance(step)
        }
      },
    }
  }
  return { sandbox, corral, clock, turn: (ms: number) => clock.advance(ms) }
}
