import { afterEach, describe, expect, it } from 'vitest'
import type { Preset } from '#shared/contract/presets.ts'
import { readMachine } from '../../sandbox/memory/machine.ts'
import { startSandbox, type SandboxOptions } from '../../sandbox/server.ts'
import { closeAll, open } from '../hosts/test-hosts.ts'
import { unreadGpu, type MachineMemory } from '../memory/machine-memory.ts'
import { manualClock } from '../test-clock.ts'
import { testPlatform, unreadMemory } from '../test-platform.ts'

const GIB = 2 ** 30
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await closeAll()
  for (const close of closing.splice(0)) await close()
})

type Wanted = Partial<Preset> & { name: string }

/** A sandbox, and what opens Corral with it as its host and with presets of it. */
async function prepare(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ rate: 0, ...options })
  closing.push(sandbox.close)
  const begin = async (...wanted: Wanted[]) => {
    const value = wanted.map((one) => ({ host: sandbox.url, keepAlive: null, options: {}, atStart: true, ...one }))
    const files = { 'presets.json': JSON.stringify({ version: 1, value }) }
    const opened = await open(testPlatform({ host: sandbox.url }, files))
    const inMemory = async () => (await opened.app.running.read('run')).models.map(({ name }) => name).sort()
    return { ...opened, inMemory }
  }
  /** Another program loads a model. */
  const useByOther = (model: string) =>
    fetch(`${sandbox.url}/api/generate`, { method: 'POST', body: JSON.stringify({ model, stream: false }) })
  return { sandbox, begin, useByOther }
}
const gpus = (text: string) => {
  const machine = readMachine(text)
  if (!machine) throw new Error(text)
  return { machine }
}

describe('at the start', () => {
  it('the models that are wanted are loaded, with their presets, and no others', async () => {
    const { begin } = await prepare()
    const { app, inMemory, platform } = await begin(
      { name: 'llama3.2:latest', options: { num_ctx: 8192 }, keepAlive: -1 },
      { name: 'nomic-embed-text:v1.5' },
      { name: 'qwen2.5-coder:7b', options: { num_ctx: 2048 }, atStart: false },
    )
    await expect.poll(inMemory).toEqual(['llama3.2:latest', 'nomic-embed-text:v1.5'])
    const llama = app.running.state('run').models.find(({ name }) => name === 'llama3.2:latest')
    expect(llama).toMatchObject({ contextLength: 8192, expiresAt: 'never' })
    expect(platform.notices.all()).toEqual([])
  })

  it('what is not installed is told once, and its preset forgotten if the user wants that', async () => {
    const { begin, sandbox } = await prepare()
    const { client, app, inMemory, platform } = await begin({ name: 'gone:v1' }, { name: 'llama3.2:latest' })
    await expect
      .poll(() => platform.notices.all())
      .toMatchObject([
        { code: 'start_loads_gone', params: { host: sandbox.url, names: 'gone:v1' }, failures: [], decidable: true },
      ])
    expect(await inMemory()).toEqual(['llama3.2:latest'])
    await app.close()
    const files = Object.fromEntries(platform.disk.files)
    const presets = files['presets.json']?.replaceAll('llama3.2:latest', 'other:v1') ?? ''
    const next = await open(testPlatform({ host: sandbox.url }, { ...files, 'presets.json': presets }))
    await expect.poll(() => next.platform.notices.all()).toMatchObject([{ params: { names: 'other:v1' } }])
    await client.system.decide({ id: platform.notices.all()[0]?.id ?? '' })
    expect((await client.presets.list()).map(({ name }) => name)).toEqual(['llama3.2:latest'])
    expect(platform.notices.all()).toEqual([])
  })

  it('what fails is named with the reason, and loaded when the user wants it again', async () => {
    const { begin, sandbox } = await prepare({ faults: [{ name: 'load-oom', ms: 1e9 }] })
    const { client, inMemory, platform } = await begin({ name: 'llama3.2:latest' })
    const notices = async () => (await client.system.info()).notices
    await expect.poll(notices).toMatchObject([
      {
        code: 'start_loads_failed',
        params: { host: sandbox.url },
        failures: [{ name: 'llama3.2:latest', problem: { code: 'out_of_memory' } }],
        decidable: true,
      },
    ])
    expect(await inMemory()).toEqual([])
    sandbox.faults.clear('load-oom')
    await client.system.decide({ id: (await notices())[0]?.id ?? '' })
    expect(await inMemory()).toEqual(['llama3.2:latest'])
    expect(platform.notices.all()).toEqual([])
  })

  it('no model is loaded for which that of another program would go, unless the user wants it', async () => {
    const { begin, useByOther } = await prepare(gpus('1:8'))
    // Too large for the GPU: it fills it, so that anything else pushes it out.
    await useByOther('qwen3:32b')
    const { client, inMemory, platform } = await begin({ name: 'llama3.2:latest' })
    await expect
      .poll(() => platform.notices.all())
      .toMatchObject([
        {
          failures: [{ problem: { code: 'would_unload', params: { model: 'llama3.2:latest', others: 'qwen3:32b' } } }],
        },
      ])
    expect(await inMemory()).toEqual(['qwen3:32b'])
    await client.system.decide({ id: platform.notices.all()[0]?.id ?? '' })
    expect(await inMemory()).toEqual(['llama3.2:latest'])
    expect(platform.notices.all()).toMatchObject([
      { code: 'start_loads_made_room', params: { names: 'llama3.2:latest', others: 'qwen3:32b' } },
    ])
  })

  const crowded: MachineMemory = {
    ...unreadMemory,
    ollamaAt: async () => [{ pid: 1, name: 'ollama', isRunner: false, ram: null }],
    read: async () => ({
      ram: { available: 16 * GIB, total: 32 * GIB },
      gpus: [{ ...unreadGpu('a'), total: 80 * GIB, used: 77 * GIB, free: 3 * GIB }],
      gpuUses: null,
    }),
  }
  it.each([
    ['memory that the user typed for the host', 8, null],
    ['memory that is really free on this computer', 80, crowded],
  ])('the %s says what would go', async (_what, gib, machineMemory) => {
    const { sandbox, useByOther } = await prepare(gpus(`1:${gib}`))
    await useByOther('llama3.1:8b')
    const host = { id: 'a', name: 'box', url: sandbox.url, credentials: null, certificate: null }
    const memory = { gpus: [gib], isUnified: false, ram: null }
    const preset = { host: sandbox.url, keepAlive: null, options: {}, atStart: true }
    const hosts = { hosts: [{ ...host, memory }], lastId: 'a', defaultId: null }
    const files = {
      'hosts.json': JSON.stringify({ version: 2, value: hosts }),
      'presets.json': JSON.stringify({ version: 1, value: [{ ...preset, name: 'qwen2.5-coder:7b' }] }),
    }
    const { platform } = await open({ ...testPlatform({}, files), machineMemory })
    await expect
      .poll(() => platform.notices.all())
      .toMatchObject([
        {
          params: { host: 'box' },
          failures: [{ problem: { code: 'would_unload', params: { others: 'llama3.1:8b' } } }],
        },
      ])
  })

  it('a model that is in memory is left as it is, also under the name of a copy', async () => {
    const { begin, useByOther } = await prepare()
    await useByOther('llama3.2-backup:latest')
    const { inMemory, platform } = await begin(
      { name: 'llama3.2:latest', options: { num_ctx: 1024 } },
      { name: 'nomic-embed-text:v1.5' },
    )
    await expect.poll(inMemory).toEqual(['llama3.2-backup:latest', 'nomic-embed-text:v1.5'])
    expect(platform.notices.all()).toEqual([])
  })
})

it('a host that is down is waited for, and its models are loaded once', async () => {
  const { sandbox } = await prepare()
  let isDown = true
  const { clock } = manualClock()
  const value = [{ host: sandbox.url, name: 'llama3.2:latest', keepAlive: null, options: {}, atStart: true }]
  const files = { 'presets.json': JSON.stringify({ version: 1, value }) }
  const platform = testPlatform({ host: sandbox.url }, files)
  const { request } = platform.net
  const nowhere = new URL('http://127.0.0.1:9/')
  const net: typeof platform.net = {
    ...platform.net,
    request: (url, options, answered) => request(isDown ? nowhere : url, options, answered),
  }
  const { app } = await open({ ...platform, clock, net })
  const turn = async (next: 'up' | 'down') => {
    isDown = next === 'down'
    const check = async () => {
      await clock.until(app.hosts.check('run'))
      return app.hosts.find('run')?.reach
    }
    // A check that was on its way is answered as the host was before.
    await expect.poll(check).toBe(next)
  }
  const loads = async () => {
    await clock.advance(1_000)
    const { value: news } = await app.events.watch().next()
    return news?.type === 'all' ? news.events.filter(({ kind }) => kind.startsWith('load')) : []
  }
  await turn('down')
  await turn('up')
  await expect.poll(loads).toMatchObject([{ kind: 'loaded', name: 'llama3.2:latest' }])
  await clock.until(app.running.unload({ hostId: 'run', name: 'llama3.2:latest' }))
  await turn('down')
  await turn('up')
  await clock.advance(30_000)
  expect(await loads()).toHaveLength(1)
})
