import { createRouterClient } from '@orpc/server'
import { afterEach, describe, expect, it } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Loaded } from '#shared/contract/running.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { bytesToVectors, norm } from '#shared/domain/vectors.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import type { SandboxOptions } from '../sandbox/server.ts'
import { startTestApp } from '../sandbox/testing/app.ts'
import { openApp } from './app.ts'
import { testPlatform } from './test-platform.ts'
import { problemOf } from './test-problem.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function start(options: SandboxOptions = {}) {
  const app = await startTestApp(options)
  closing.push(() => app.close())
  return app
}

/** The last state of a transfer, read through the contract. */
async function ended(client: CorralClient, id: string): Promise<Transfer> {
  for await (const event of await client.transfers.watch())
    for (const transfer of event.type === 'all' ? event.transfers : event.type === 'one' ? [event.transfer] : [])
      if (transfer.id === id && isEnded(transfer)) return transfer
  throw new Error('the stream ended')
}

describe('running', () => {
  it('loads, keeps, and unloads chat and embedding models alike', async () => {
    const { client, hostId, app } = await start()
    await client.running.load({ hostId, name: 'llama3.2:latest', keepAlive: -1, options: { num_ctx: 4096 } })
    await client.running.load({ hostId, name: 'nomic-embed-text:v1.5', keepAlive: '10m' })
    let models: Loaded[] = []
    for await (const state of await client.running.watch({ hostId })) {
      models = state.models
      if (models.length === 2) break
    }
    const llama = models.find(({ name }) => name === 'llama3.2:latest')
    expect(llama).toMatchObject({ expiresAt: 'never', contextLength: 4096 })
    expect(llama?.sizeVram).toBeGreaterThan(2e9)
    expect(models.find(({ name }) => name === 'nomic-embed-text:v1.5')?.expiresAt).toBeGreaterThan(Date.now() + 500_000)

    expect(await client.running.unload({ hostId, name: 'llama3.2-backup:latest' })).toEqual({ outcome: 'gone' })
    expect(await client.running.unloadAll({ hostId })).toEqual([
      { name: 'nomic-embed-text:v1.5', outcome: 'gone', problem: null },
    ])
    expect(app.running.state(hostId).models).toEqual([])
  })

  it('unloads a model deleted while loaded through a copy, and refuses with the reason without one', async () => {
    const { client, hostId } = await start()
    await client.running.load({ hostId, name: 'llama3.2:latest' })
    await client.running.load({ hostId, name: 'qwen2.5-coder:7b' })
    for (const name of ['llama3.2:latest', 'qwen2.5-coder:7b'])
      expect(await client.library.remove({ hostId, name, forGood: true })).toMatchObject({ stillLoaded: true })
    expect(await client.running.unload({ hostId, name: 'llama3.2:latest' })).toEqual({ outcome: 'gone' })
    expect(await problemOf(client.running.unload({ hostId, name: 'qwen2.5-coder:7b' }))).toMatchObject({
      code: 'loaded_but_gone',
    })
  })

  it('refuses to load what cannot be loaded, with the reason', async () => {
    const { client, hostId, list } = await start()
    const models = await list()
    const cloud = models.find((model) => model.cloud)?.name ?? ''
    expect(await problemOf(client.running.load({ hostId, name: cloud }))).toMatchObject({ code: 'cloud_model' })
    expect(await problemOf(client.running.load({ hostId, name: 'nowhere' }))).toMatchObject({ code: 'model_not_found' })
    expect(await problemOf(client.running.load({ hostId, name: 'llama3.2', keepAlive: '5' }))).toMatchObject({
      code: 'keep_alive_invalid',
    })
  })
})

describe('transfers', () => {
  it('pulls to the end and counts the bytes downloaded and already present', async () => {
    const { client, hostId, list } = await start()
    const first = await client.transfers.start({ hostId, kind: 'pull', name: 'qwen3:0.6b' })
    const fresh = await ended(client, first.id)
    expect(fresh).toMatchObject({ state: 'done', status: 'success', problem: null, attempt: 1 })
    expect(fresh.completed).toBe(fresh.total)
    const again = await ended(client, (await client.transfers.retry({ id: first.id })).id)
    expect(again).toMatchObject({ state: 'done', attempt: 2, moved: 0 })
    expect(again.cached).toBe(again.total)
    expect((await list()).map(({ name }) => name)).toContain('qwen3:0.6b')
  })

  it('cancels, keeps the bytes downloaded, and resumes', async () => {
    const { client, hostId, list } = await start({ rate: 400e6 })
    const { id } = await client.transfers.start({ hostId, kind: 'pull', name: 'llama3.2:1b' })
    for await (const event of await client.transfers.watch()) {
      const transfer = event.type === 'one' ? event.transfer : event.type === 'all' ? event.transfers[0] : undefined
      if (transfer && transfer.completed > 100e6) break
    }
    await client.transfers.cancel({ id })
    const cancelled = await ended(client, id)
    expect(cancelled).toMatchObject({ state: 'cancelled', problem: null, rate: null })
    expect((await list()).map(({ name }) => name)).not.toContain('llama3.2:1b')
    await client.transfers.retry({ id })
    const done = await ended(client, id)
    expect(done.state).toBe('done')
    expect(done.cached).toBeGreaterThan(50e6)
  })

  it.each([
    ['digest', 'digest_mismatch'],
    ['403', 'registry_denied'],
    ['404', 'unknown_model'],
    ['412', 'server_too_old'],
    ['500', 'registry_error'],
    ['eof', 'parts_broken'],
    ['garbage', 'bad_answer'],
  ] as const)('tells the fault %s as %s', async (fault, code) => {
    // Some faults occur in the middle of a layer.
    const { client, hostId, sandbox } = await start({ rate: 3e9 })
    sandbox.faults.set(fault)
    const { id } = await client.transfers.start({ hostId, kind: 'pull', name: 'qwen3:0.6b' })
    expect(await ended(client, id)).toMatchObject({ state: 'failed', problem: { code } })
  })

  it('refuses an impossible transfer before it starts', async () => {
    const { client, hostId } = await start({ rate: 1e6 })
    const refused = (kind: 'pull' | 'push', name: string) =>
      problemOf(client.transfers.start({ hostId, kind, name })).then(({ code }) => code)
    expect(await refused('pull', 'bad name!')).toBe('name_invalid')
    expect(await refused('pull', 'x:local')).toBe('local_tag_listed')
    expect(await refused('push', 'llama3.2')).toBe('needs_namespace')
    const { id } = await client.transfers.start({ hostId, kind: 'pull', name: 'llama3.2:1b' })
    expect((await client.transfers.start({ hostId, kind: 'pull', name: 'Llama3.2:1B' })).id).toBe(id)
    expect((await problemOf(client.transfers.retry({ id }))).code).toBe('transfer_not_ended')
    await client.transfers.clear({})
    await client.transfers.cancel({ id })
    await client.transfers.clear({ ids: [id] })
    expect((await problemOf(client.transfers.retry({ id }))).code).toBe('transfer_unknown')
  })

  it('sends at most ten updates per second and transfer, and always the last', async () => {
    const { client, hostId } = await start({ rate: 700e6 })
    const events = await client.transfers.watch()
    const started = Date.now()
    const { id } = await client.transfers.start({ hostId, kind: 'pull', name: 'llama3.2:1b' })
    let updates = 0
    let last: Transfer | undefined
    for await (const event of events) {
      if (event.type !== 'one' || event.transfer.id !== id) continue
      updates += 1
      last = event.transfer
      if (isEnded(last)) break
    }
    const seconds = (Date.now() - started) / 1000
    expect(seconds).toBeGreaterThan(1)
    // Plus the first and the last.
    expect(updates).toBeLessThanOrEqual(10 * seconds + 2)
    expect(updates).toBeGreaterThan(5)
    expect(last?.state).toBe('done')
    const { everyMs = 0, moved = [] } = last?.trace ?? {}
    expect(moved.length).toBe(Math.floor(((last?.endedAt ?? 0) - (last?.startedAt ?? 0)) / everyMs) + 1)
    expect(moved.at(-1)).toBeGreaterThan(100e6)
  })

  it('pushes a model with a namespace', async () => {
    const { client, hostId } = await start()
    await client.library.copy({ hostId, source: 'qwen2.5-coder:7b', destination: 'me/coder:7b' })
    const { id } = await client.transfers.start({ hostId, kind: 'push', name: 'me/coder:7b', silent: true })
    expect(await ended(client, id)).toMatchObject({ state: 'done', kind: 'push', silent: true })
  })
})

describe('embeddings', () => {
  const texts = Array.from({ length: 100 }, (_, index) => `The text of number ${index}`)
  async function run(client: CorralClient, input: Partial<Parameters<CorralClient['embeddings']['run']>[0]>) {
    const events = await client.embeddings.run({ hostId: 'run', model: 'nomic-embed-text:v1.5', texts, ...input })
    const seen: number[] = []
    for await (const event of events) {
      if (event.type === 'done') return { seen, run: event.run }
      seen.push(event.done)
    }
    throw new Error('no end')
  }
  async function vectorsOf(client: CorralClient, runId: string, count: number, dimensions: number) {
    const all = new Float32Array(count * dimensions)
    for (let from = 0; from < count;) {
      const page = await client.embeddings.vectors({ runId, from })
      expect(page.bytes.size).toBeLessThanOrEqual(1024 * 1024)
      all.set(bytesToVectors(new Uint8Array(await page.bytes.arrayBuffer())), from * dimensions)
      from += page.count
    }
    return all
  }

  it('embeds in chunks with progress, and keeps the server’s counts and durations', async () => {
    const { client } = await start()
    const { seen, run: told } = await run(client, {})
    expect(seen.at(0)).toBe(0)
    expect(seen.at(-1)).toBe(100)
    expect(seen.length).toBeGreaterThan(3)
    expect(told).toMatchObject({ count: 100, dimensions: 768, endpoint: 'embed', calls: 4 })
    expect(told.tokens).toBeGreaterThan(400)
    const vectors = await vectorsOf(client, told.id, 100, 768)
    for (const row of [0, 50, 99]) expect(norm(vectors, row, 768)).toBeCloseTo(1, 4)
    await client.embeddings.release({ runId: told.id })
    expect((await problemOf(client.embeddings.vectors({ runId: told.id, from: 0 }))).code).toBe('run_unknown')
  })

  it('cuts dimensions and reports texts that are too long', async () => {
    const { client } = await start()
    expect((await run(client, { dimensions: 64 })).run.dimensions).toBe(64)
    const long = 'word '.repeat(20_000)
    expect((await run(client, { texts: [long] })).run.tokens).toBeGreaterThan(0)
    expect((await problemOf(run(client, { texts: [long], truncate: false }))).code).toBe('input_too_long')
    expect((await problemOf(run(client, { model: 'llama3.2:latest' }))).code).toBe('embedding_unsupported')
  })

  it('uses the legacy endpoint if there is no other', async () => {
    const { client } = await start({ version: '0.2.8' })
    await client.hosts.check({ hostId: 'run' })
    const { run: told } = await run(client, { texts: texts.slice(0, 3) })
    expect(told).toMatchObject({ endpoint: 'embeddings', calls: 3, tokens: null, dimensions: 768 })
  })
})

describe('the contract', () => {
  it('refuses unknown fields and oversized input', async () => {
    const { client, hostId } = await start()
    const refused = async (call: Promise<unknown>) => expect(call).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await refused(client.library.list({ hostId, url: 'http://evil.example' } as { hostId: string }))
    await refused(client.library.list({ hostId: 'x'.repeat(65) }))
    await refused(client.library.inspect({ hostId, name: 'x'.repeat(601) }))
    await refused(client.library.tokens({ hostId, name: 'a', offset: 0, limit: 1_000_000 }))
    await refused(client.embeddings.run({ hostId, model: 'm', texts: [] }))
    await refused(client.settings.update({ theme: 'pink' as 'dark' }))
  })

  it('keeps settings across starts and refuses invalid ones', async () => {
    const platform = testPlatform({ host: 'http://127.0.0.1:9' })
    const app = await openApp(platform)
    const client: CorralClient = createRouterClient(app.router)
    expect(await client.settings.update({ theme: 'dark', keepAlive: '30m' })).toMatchObject({ theme: 'dark' })
    expect((await problemOf(client.settings.update({ keepAlive: '5' }))).code).toBe('keep_alive_invalid')
    await app.close()
    const later = await openApp(platform)
    closing.push(() => later.close())
    expect(later.settings.get()).toMatchObject({ theme: 'dark', language: 'system', keepAlive: '30m' })
  })
})
