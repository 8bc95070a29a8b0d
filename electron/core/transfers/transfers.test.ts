import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRouterClient } from '@orpc/server'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { openApp } from '../app.ts'
import { testPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function sandboxWith(rate: number): Promise<Sandbox> {
  const sandbox = await startSandbox({ rate, models: 0 })
  closing.push(() => sandbox.close())
  return sandbox
}

/** Corral over files that outlive it. */
async function open(files: Record<string, string> = {}) {
  const platform = testPlatform({}, files)
  const app = await openApp(platform, { checkOutputs: true })
  closing.push(() => app.close())
  const client: CorralClient = createRouterClient(app.router)
  return { app, client, files: () => Object.fromEntries(platform.disk.files) }
}

/** The first snapshot of a transfer that is as wanted. */
async function seen(client: CorralClient, id: string, wanted: (transfer: Transfer) => boolean): Promise<Transfer> {
  for await (const event of await client.transfers.watch())
    for (const transfer of event.type === 'all' ? event.transfers : event.type === 'one' ? [event.transfer] : [])
      if (transfer.id === id && wanted(transfer)) return transfer
  throw new Error('the stream ended')
}
const pull = (client: CorralClient, hostId: string, name: string) =>
  client.transfers.start({ hostId, kind: 'pull', name })

describe('transfers that were not done when Corral ended', () => {
  it('are there after it quit, with how far they were, and go on from there', async () => {
    const sandbox = await sandboxWith(400e6)
    const first = await open()
    const { id: hostId } = await first.client.hosts.add({ name: 'box', url: sandbox.url })
    const done = await pull(first.client, hostId, 'small:1b')
    await first.client.transfers.cancel({ id: done.id })
    const { id } = await pull(first.client, hostId, 'llama3.2:1b')
    await seen(first.client, id, ({ completed }) => completed > 100e6)
    await first.app.close()

    const second = await open(first.files())
    const [cancelled, left] = second.app.transfers.all()
    expect(cancelled).toMatchObject({ id: done.id, state: 'cancelled', problem: null })
    expect(left).toMatchObject({ id, state: 'failed', problem: { code: 'interrupted', retryable: true }, rate: null })
    expect(left?.completed).toBeGreaterThan(100e6)
    await second.client.transfers.clear({ ids: [done.id] })
    expect(await second.client.transfers.retry({ id })).toMatchObject({ id, state: 'running', attempt: 2 })
    const whole = await seen(second.client, id, ({ state }) => state !== 'running')
    expect(whole).toMatchObject({ state: 'done', problem: null })
    expect(whole.cached).toBeGreaterThan(50e6)
    await second.app.close()
    expect((await open(second.files())).app.transfers.all()).toEqual([])
  })

  it('are there after it crashed', async () => {
    const sandbox = await sandboxWith(50e6)
    const first = await open()
    const { id: hostId } = await first.client.hosts.add({ name: 'box', url: sandbox.url })
    const { id } = await pull(first.client, hostId, 'llama3.2:1b')
    await seen(first.client, id, ({ total }) => total > 0)
    const second = await open(first.files())
    const [left] = second.app.transfers.all()
    expect(left).toMatchObject({ id, state: 'failed', problem: { code: 'interrupted' } })
    expect(left?.endedAt).toBeGreaterThanOrEqual(left?.startedAt ?? Infinity)
    await second.client.hosts.remove({ hostId })
    expect((await open(second.files())).app.transfers.all()).toEqual([])
  })
})

it('writes down from time to time how far a transfer is', async () => {
  const sandbox = await sandboxWith(50e6)
  const platform = testPlatform()
  let ahead = 0
  const clock = { ...platform.clock, now: () => Date.now() + ahead }
  const app = await openApp({ ...platform, clock }, { checkOutputs: true })
  closing.push(() => app.close())
  const client: CorralClient = createRouterClient(app.router)
  const { id: hostId } = await client.hosts.add({ name: 'box', url: sandbox.url })
  const { id } = await pull(client, hostId, 'llama3.2:1b')
  await seen(client, id, ({ completed }) => completed > 20e6)
  ahead = 11_000
  await vi.waitFor(() => {
    const file = JSON.parse(platform.disk.files.get('transfers.json') ?? '{}') as { value: { transfers: Transfer[] } }
    expect(file.value.transfers[0]?.completed).toBeGreaterThan(20e6)
  }, 5000)
})

describe('a model on its way', () => {
  it('is not pulled twice, neither anew nor by trying an earlier one again', async () => {
    const sandbox = await sandboxWith(50e6)
    const { client } = await open()
    const { id: hostId } = await client.hosts.add({ name: 'box', url: sandbox.url })
    const { id } = await pull(client, hostId, 'llama3.2:1b')
    await client.transfers.cancel({ id })
    await pull(client, hostId, 'llama3.2:1b')
    expect((await problemOf(client.transfers.retry({ id }))).code).toBe('transfer_running')
    expect((await problemOf(pull(client, hostId, 'LLAMA3.2:1B'))).code).toBe('transfer_running')
  })

  it('is seen in the list when the server installs it although it was cancelled while being checked', async () => {
    const sandbox = await sandboxWith(9e9)
    const { client } = await open()
    const { id: hostId } = await client.hosts.add({ name: 'box', url: sandbox.url })
    const names = async () => (await client.library.list({ hostId })).models ?? ''
    const changes = await client.system.changes()
    const { id } = await pull(client, hostId, 'llama3.2:1b')
    await seen(client, id, ({ phase }) => phase === 'verifying')
    await client.transfers.cancel({ id })
    expect(await names()).not.toContain('llama3.2:1b')
    for await (const change of changes) {
      expect(change).toEqual({ type: 'models', hostId })
      if ((await names()).includes('llama3.2:1b')) break
    }
  })

  it('comes whole although its connection is cut half way', async () => {
    const sandbox = await sandboxWith(2e9)
    sandbox.faults.set('cut', { times: 1 })
    const { client } = await open()
    const { id: hostId } = await client.hosts.add({ name: 'box', url: sandbox.url })
    const { id } = await pull(client, hostId, 'llama3.2:1b')
    expect(await seen(client, id, ({ retryAt }) => retryAt !== null)).toMatchObject({
      state: 'running',
      problem: { code: 'ended_early' },
    })
    expect(await client.transfers.retry({ id })).toMatchObject({ id, state: 'running', attempt: 1 })
    const whole = await seen(client, id, ({ state }) => state !== 'running')
    expect(whole).toMatchObject({ state: 'done', attempt: 1 })
    expect(whole.moved + whole.cached).toBe(whole.total)
  })
})
