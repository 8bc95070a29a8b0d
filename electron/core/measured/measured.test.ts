import { afterEach, describe, expect, it } from 'vitest'
import { estimate } from '#shared/domain/memory-fit/estimate.ts'
import type { SandboxOptions } from '../../sandbox/server.ts'
import { startTestApp } from '../../sandbox/testing/app.ts'
import { send } from '../../sandbox/testing/client.ts'
import { anybody, closeAll, open, serve } from '../hosts/test-hosts.ts'
import { testPlatform } from '../test-platform.ts'
import { MOST_LOADS } from './measured-format.ts'

const GIB = 2 ** 30
const NAME = 'llama3.2:latest'
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await closeAll()
  for (const close of closing.splice(0)) await close()
})

async function start(options: SandboxOptions = {}) {
  const machine = { gpus: [24 * GIB], ram: 64 * GIB, isUnified: false }
  const started = await startTestApp({ machine, ...options })
  closing.push(started.close)
  const { app, client, hostId, sandbox, list } = started
  await list()
  const digestOf = (name: string) => app.library.known(hostId, name)?.digest ?? expect.fail(name)
  const of = (name = NAME) => client.measured.of({ hostId, digest: digestOf(name) })
  /** Two answers, after which a load has settled, and its measurement. */
  const settle = async (id = hostId) => {
    for (let poll = 0; poll < 3; poll++) await app.running.read(id)
  }
  const load = async (options: Record<string, number> = {}, name = NAME) => {
    await client.running.load({ hostId, name, options })
    await settle()
  }
  /** The request of another program. */
  const loadByOther = async (options: object, name = NAME) => {
    await send(sandbox.url, { method: 'POST', path: '/api/generate', body: { model: name, options } })
    await settle()
  }
  const measured = (count: number, name = NAME) => expect.poll(async () => (await of(name)).loads).toHaveLength(count)
  const reported = async (name = NAME) => {
    const { models } = await app.running.read(hostId)
    const { size, sizeVram } = models.find((model) => model.name === name) ?? expect.fail(name)
    return { size, sizeVram }
  }
  return { ...started, of, load, loadByOther, measured, reported, settle }
}

describe('a load that settled', () => {
  it('is measured with its key, and is then the estimate', async () => {
    const { load, measured, of, reported, client, hostId } = await start()
    await load({ num_ctx: 4096 })
    await measured(1)
    const { loads } = await of()
    expect(loads).toMatchObject([
      {
        context: 4096,
        slots: null,
        cacheType: null,
        gpuLayers: 'auto',
        batch: 'auto',
        added: 0,
        ...(await reported()),
      },
    ])
    const model = await client.library.memoryModel({ hostId, name: NAME })
    const { version } = loads[0] ?? expect.fail()
    const made = estimate(model, { context: 4096, version, machine: null, measured: loads })
    expect(made.exactness.kind).toBe('measured')
    expect(made.gpu).toBeCloseTo((await reported()).size ?? 0, 0)
  })

  it('is kept once for each key, the last time', async () => {
    const { load, loadByOther, measured, of } = await start()
    await load({ num_ctx: 4096 })
    await measured(1)
    await load({ num_ctx: 8192, num_gpu: 10 })
    await measured(2)
    await loadByOther({ num_ctx: 4096 })
    await measured(3)
    await load({ num_ctx: 8192, num_gpu: 10 })
    await measured(3)
    expect((await of()).loads.map(({ context, gpuLayers, batch }) => [context, gpuLayers, batch])).toEqual([
      [4096, 'auto', 'auto'],
      [8192, 10, 'auto'],
      [4096, null, null],
    ])
  })

  it('is announced, is there in the next run, and leaves the disk without a copy when it is forgotten', async () => {
    const { load, measured, client, platform, app } = await start()
    const changes = await client.system.changes()
    await load()
    await measured(1)
    expect(await client.measured.count()).toEqual({ loads: 1 })
    for await (const { type } of changes) if (type === 'measured') break
    await app.measured.close()
    const saved = platform.disk.files.get('measured.json')
    expect(saved).toContain('"context": 32768')
    const next = await open(testPlatform({}, { 'measured.json': saved ?? '' }))
    expect(await next.client.measured.count()).toEqual({ loads: 1 })
    await client.measured.forget()
    expect(await client.measured.count()).toEqual({ loads: 0 })
    await app.measured.close()
    expect([...platform.disk.files.values()].join()).not.toContain('32768')
  })

  it.each([
    ['the size of the file', NAME, 'ps-file'],
    ['a windowed model', 'gemma3:12b-it-qat', 'ps-window'],
  ] as const)('of which ps says something wrong is never kept as it is: %s', async (_, name, fault) => {
    const { load, of, reported, client, hostId } = await start({ faults: [{ name: fault, ms: 1e9 }] })
    await load({ num_ctx: 8192 }, name)
    await load({ num_ctx: 4096 })
    const said = await reported(name)
    if (fault === 'ps-file') return expect((await of(name)).loads).toEqual([])
    await expect.poll(async () => (await of(name)).loads).toHaveLength(1)
    const [kept = expect.fail()] = (await of(name)).loads
    const model = await client.library.memoryModel({ hostId, name })
    const { parts } = estimate(model, { context: 8192, version: kept.version, machine: null })
    expect(kept.added).toBeCloseTo(parts.cacheFull, 0)
    expect(kept.size).toBeCloseTo((said.size ?? 0) + parts.cacheFull, 0)
  })

  it('with the settings of the server that the user said has them in its key', async () => {
    const { client, sandbox, app, settle } = await start()
    const { id } = await client.hosts.add({ name: 'box', url: sandbox.url })
    const memory = { gpus: null, isUnified: false, ram: null, cacheType: 'q8_0' as const, slots: 4 }
    await client.hosts.setMemory({ hostId: id, memory })
    await expect.poll(() => app.hosts.find(id)?.version).not.toBeNull()
    await client.running.load({ hostId: id, name: NAME })
    await settle(id)
    await expect.poll(async () => (await client.measured.count()).loads).toBe(1)
    const digest = app.library.known(id, NAME)?.digest ?? ''
    expect((await client.measured.of({ hostId: id, digest })).loads).toMatchObject([{ cacheType: 'q8_0', slots: 4 }])
  })
})

it('two loads with different contexts tell of the server', async () => {
  const { load, measured, of } = await start()
  await load({ num_ctx: 4096 })
  await measured(1)
  expect((await of()).told).toBeNull()
  await load({ num_ctx: 32_768 })
  await measured(2)
  const told = { cacheType: 'f16', slots: 1, model: NAME, contexts: [4096, 32_768] }
  expect((await of()).told).toEqual(told)
  expect((await of('qwen3:32b')).told).toEqual(told)
})

/** A load as it is kept. */
const entry = (host: string, at = 1) => ({
  host,
  digest: 'd',
  context: at + 1,
  slots: null,
  cacheType: null,
  gpuLayers: null,
  batch: null,
  version: '1',
  size: 1,
  sizeVram: 1,
  added: 0,
  at,
})

it('what was measured goes with its host', async () => {
  const [url, other] = [await serve(anybody), 'http://192.0.2.1:11434']
  const value = { loads: [entry(url), entry(other)], told: [] }
  const { client } = await open(testPlatform({}, { 'measured.json': JSON.stringify({ version: 1, value }) }))
  const { id: hostId } = await client.hosts.add({ name: 'box', url })
  expect((await client.measured.of({ hostId, digest: 'd' })).loads).toHaveLength(1)
  await client.hosts.remove({ hostId })
  await expect.poll(async () => (await client.measured.count()).loads).toBe(1)
})

it('no more loads are kept than a bound', async () => {
  const loads = Array.from({ length: MOST_LOADS }, (_, at) => entry('http://192.0.2.1:11434', at))
  const { platform, load, measured, client } = await start()
  expect(platform.disk.files.has('measured.json')).toBe(false)
  platform.disk.files.set('measured.json', JSON.stringify({ version: 1, value: { loads, told: [] } }))
  await load()
  await measured(1)
  expect(await client.measured.count()).toEqual({ loads: MOST_LOADS })
})
