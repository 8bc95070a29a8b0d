import { afterEach, describe, expect, it } from 'vitest'
import { MAX_PRESETS } from '#shared/domain/presets.ts'
import type { Preset } from '#shared/contract/presets.ts'
import { startTestApp } from '../../sandbox/testing/app.ts'
import { anybody, closeAll, codeOf, open, serve } from '../hosts/test-hosts.ts'
import { openRecord } from '../records/record.ts'
import { testPlatform } from '../test-platform.ts'
import { presetsFormat } from './presets-format.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await closeAll()
  for (const close of closing.splice(0)) await close()
})
const none = { keepAlive: null, options: {}, atStart: false }

async function start() {
  const started = await startTestApp()
  closing.push(started.close)
  const { client, sandbox } = started
  const set = (name: string, preset: Partial<Preset>) =>
    client.presets.set({ host: sandbox.url, name, ...none, ...preset })
  const told = async () => (await client.presets.list()).map(({ name, options, atStart }) => [name, options, atStart])
  return { ...started, set, told }
}

describe('a load with the preset', () => {
  it('takes from it what the load does not say, and tells that there was one', async () => {
    const { client, hostId, set, app } = await start()
    await set('llama3.2', { keepAlive: -1, options: { num_ctx: 8192, num_gpu: 10, use_mmap: false } })
    const name = 'llama3.2:latest'
    expect(await client.running.load({ hostId, name, usePreset: true })).toMatchObject({ usedPreset: true })
    const loaded = async () => (await app.running.read(hostId)).models.find((model) => model.name === name)
    expect(await loaded()).toMatchObject({ contextLength: 8192, expiresAt: 'never' })
    await client.running.load({ hostId, name, usePreset: true, keepAlive: '5m', options: { num_ctx: 2048 } })
    expect(await loaded()).toMatchObject({ contextLength: 2048, expiresAt: expect.any(Number) as number })
  })

  it('is not undone by a prompt, whose answer tells the options', async () => {
    const { client, hostId, set, app } = await start()
    const name = 'llama3.2:latest'
    await set(name, { options: { num_ctx: 8192, num_gpu: 10 } })
    await client.running.load({ hostId, name, usePreset: true })
    const loaded = async () =>
      (await app.running.read(hostId)).models.map(({ contextLength, sizeVram }) => [contextLength, sizeVram])
    const before = await loaded()
    const prompt = { hostId, model: name, prompt: 'Hello' }
    const answers = []
    for await (const event of await client.prompts.run({ ...prompt, options: { temperature: 0 } }))
      if (event.type === 'done') answers.push(event.answer.options)
    expect(answers).toEqual([{ num_ctx: 8192, num_gpu: 10, temperature: 0 }])
    expect(await loaded()).toEqual(before)
  })

  it('is as any other where there is none, where it only says that it is loaded at start, and where it is not wanted', async () => {
    const { client, hostId, set } = await start()
    const load = (name: string, usePreset: boolean) => client.running.load({ hostId, name, usePreset })
    expect(await load('llama3.2:latest', true)).toMatchObject({ usedPreset: false })
    await set('llama3.2:latest', { atStart: true })
    expect(await load('llama3.2:latest', true)).toMatchObject({ usedPreset: false })
    await set('nomic-embed-text:v1.5', { options: { num_ctx: 1024 } })
    expect(await load('nomic-embed-text:v1.5', false)).toMatchObject({ usedPreset: false })
    expect(await load('nomic-embed-text:v1.5', true)).toMatchObject({ usedPreset: true })
  })
})

describe('a preset', () => {
  it('belongs to a model however its name is spelled, and is removed when it says nothing', async () => {
    const { client, set, told } = await start()
    await set('llama3.2:latest', { options: { num_ctx: 4096 } })
    await set('Llama3.2', { options: { num_ctx: 8192 }, atStart: true })
    expect(await told()).toEqual([['Llama3.2', { num_ctx: 8192 }, true]])
    await set('llama3.2', {})
    expect(await client.presets.list()).toEqual([])
  })

  it('follows a rename, gives its settings to a copy, and is kept when the model is deleted', async () => {
    const { client, hostId, set, told } = await start()
    await set('llama3.2:latest', { options: { num_ctx: 8192 }, atStart: true })
    await client.library.copy({ hostId, source: 'llama3.2:latest', destination: 'copy:v1', overwrite: false })
    await client.library.rename({ hostId, from: 'llama3.2:latest', to: 'best:v1' })
    const both = [
      ['best:v1', { num_ctx: 8192 }, true],
      ['copy:v1', { num_ctx: 8192 }, false],
    ]
    await expect.poll(told).toEqual(both)
    await client.library.remove({ hostId, name: 'best:v1' })
    expect(await told()).toEqual(both)
  })

  it('takes the place of that of a model which is gone, and a copy keeps its own', async () => {
    const { client, hostId, set, told } = await start()
    await set('best:v1', { options: { num_ctx: 1 } })
    await set('llama3.2:latest', { options: { num_ctx: 2 } })
    await client.library.copy({ hostId, source: 'llama3.2:latest', destination: 'best:v1', overwrite: false })
    await set('next:v1', { options: { num_ctx: 3 } })
    await client.library.rename({ hostId, from: 'llama3.2:latest', to: 'next:v1' })
    await expect.poll(told).toEqual([
      ['best:v1', { num_ctx: 1 }, false],
      ['next:v1', { num_ctx: 2 }, false],
    ])
  })

  it('follows the host to another address', async () => {
    const [before, after] = [await serve(anybody), await serve(anybody)]
    const { client } = await open()
    const { id: hostId } = await client.hosts.add({ name: 'box', url: before })
    await client.presets.set({ host: before, name: 'a:1', ...none, atStart: true })
    await client.hosts.update({ hostId, name: 'box', url: after })
    await expect.poll(async () => (await client.presets.list()).map(({ host }) => host)).toEqual([after])
  })

  it.each<[string, object, string]>([
    ['a keep-alive without a unit', { keepAlive: '5' }, 'keep_alive_invalid'],
    ['no context at all', { options: { num_ctx: 0 } }, 'input_invalid'],
    ['half a thread', { options: { num_thread: 0.5 } }, 'input_invalid'],
    ['an option of no loader', { options: { temperature: 1 } }, 'input_invalid'],
  ])('is refused with %s', async (_what, wrong, code) => {
    const { set, told } = await start()
    const call = set('llama3.2:latest', wrong)
    if (code === 'keep_alive_invalid') expect(await codeOf(call)).toBe(code)
    else await expect(call).rejects.toThrow('Input validation failed')
    expect(await told()).toEqual([])
  })
})

it('no more presets than a bound are kept, and those that are there can be changed', async () => {
  const full = Array.from({ length: MAX_PRESETS }, (_, at) => ({ host: 'h', name: `m:${at}`, ...none, atStart: true }))
  const { client } = await open(testPlatform({}, { 'presets.json': JSON.stringify({ version: 1, value: full }) }))
  const one = { host: 'h', name: 'one:more', ...none, atStart: true }
  expect(await codeOf(client.presets.set(one))).toBe('presets_full')
  await client.presets.set({ ...one, name: 'm:0', options: { num_ctx: 1 } })
  await client.presets.set({ ...one, name: 'm:1', atStart: false })
  await client.presets.set(one)
  expect(await client.presets.list()).toHaveLength(MAX_PRESETS)
})

it('of a file that is damaged in part the rest is read', async () => {
  const good = { host: 'http://h', name: 'a:1', keepAlive: '10m', options: { num_ctx: 8192 }, atStart: false }
  const value = [
    good,
    null,
    { ...good, name: 'A:1' },
    { ...good, host: 'http://me:pass@h' },
    { ...good, name: 'empty:1', keepAlive: null, options: {} },
    { ...good, name: 'b:1', keepAlive: '5', options: { num_ctx: -1, main_gpu: 1, more: 2 }, atStart: 'yes' },
  ]
  const platform = testPlatform({}, { 'presets.json': JSON.stringify({ version: 1, value }) })
  const rest = { ...good, name: 'b:1', keepAlive: null, options: { main_gpu: 1 } }
  expect((await openRecord(platform, presetsFormat)).get()).toEqual([good, rest])
  expect(platform.notices.all()).toMatchObject([
    { code: 'entries_set_aside', params: { count: 4 } },
    { code: 'fields_reset', params: { fields: 'keepAlive, atStart, num_ctx' } },
  ])
})
