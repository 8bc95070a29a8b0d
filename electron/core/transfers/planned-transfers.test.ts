import { afterEach, expect, it, onTestFinished } from 'vitest'
import type { Transfer } from '#shared/contract/transfers.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { turnedSandbox } from '../../sandbox/testing/transfers.ts'
import { closeAll, open } from '../hosts/test-hosts.ts'
import { testPlatform } from '../test-platform.ts'

afterEach(closeAll)

/** The built-in sandbox, which has all registries in itself, and what it was asked for. */
async function withRegistries() {
  const sandbox = await startSandbox({ rate: 2e9 })
  onTestFinished(() => sandbox.close())
  const platform = testPlatform()
  const asked: string[] = []
  const net: typeof platform.net = {
    ...platform.net,
    request(url, options, answered) {
      if (url.pathname.startsWith('/registries/')) asked.push(url.pathname)
      return platform.net.request(url, options, answered)
    },
  }
  const { client } = await open({ ...platform, net, openSandbox: async () => ({ url: sandbox.url }) })
  const { id: hostId } = await client.hosts.openSandbox()
  /** All snapshots of a pull, to its end. */
  const pull = async (name: string) => {
    const events = await client.transfers.watch()
    const { id } = await client.transfers.start({ hostId, kind: 'pull', name })
    const seen: Transfer[] = []
    for await (const event of events) {
      if (event.type !== 'one' || event.transfer.id !== id) continue
      seen.push(event.transfer)
      if (['done', 'failed'].includes(event.transfer.state)) return seen
    }
    return seen
  }
  return { client, asked, pull, hostId }
}

it('a pull knows the size of the model from its first second', async () => {
  const { client, pull, hostId, asked } = await withRegistries()
  const { total } = await client.transfers.preview({ hostId, name: 'llama3.2:1b' })
  const seen = (await pull('llama3.2:1b')).filter(({ state }) => state !== 'queued')
  const begun = seen.slice(seen.findIndex(({ isWhole }) => isWhole))
  expect(begun[0]).toMatchObject({ state: 'preparing', total })
  expect(begun[0]?.share).toBeLessThan(0.01)
  expect(begun.every((one) => one.total === total && one.isWhole)).toBe(true)
  expect(begun.at(-1)).toMatchObject({ state: 'done', completed: total, share: 1 })
  expect(asked.filter((path) => path.includes('/manifests/'))).toHaveLength(1)
})

it('asks no registry if the settings forbid it', async () => {
  const { client, pull, asked } = await withRegistries()
  await client.settings.update({ askRegistries: false })
  const seen = await pull('llama3.2:1b')
  expect(seen.at(-1)).toMatchObject({ state: 'done', share: 1 })
  expect(seen.some(({ isWhole, state }) => isWhole && state === 'preparing')).toBe(false)
  expect(asked).toEqual([])
})

it('the rate of a verification is kept with the pull, for the next one of that host also in a later run', async () => {
  const { corral } = await turnedSandbox(1e9)
  const first = await corral()
  const done = (one: Transfer) => one.state === 'done'
  await first.until(await first.pull('llama3.2:1b'), done)
  await first.app.close()
  const second = await corral(first.files())
  const verifying = await second.until(await second.pull('llama3.2:3b'), ({ state }) => state === 'verifying')
  // 2 GB at 1.2 GB/s.
  expect(verifying.remainingMs).toBeGreaterThan(1000)
  expect(verifying.remainingMs).toBeLessThan(2500)
})
