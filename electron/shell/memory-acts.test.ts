import { expect, it } from 'vitest'
import { quickView } from '#shared/domain/quick-view.ts'
import { host, hosts, loaded, now, running } from '#shared/domain/test-fixtures.ts'
import { keepHour, load, unload, unloadAll } from './memory-acts.ts'
import { fail } from '../core/problem.ts'
import { createShellI18n } from './shell-i18n.ts'

const english = createShellI18n('en', [])
const view = quickView(
  {
    hosts: hosts('a', host('a'), host('b')),
    running: new Map([
      running('a', [loaded('qwen3:8b', { size: 5e9 }), loaded('phi4:14b', { size: 9e9 })]),
      running('b', [loaded('gemma3:4b', { size: 3e9 })]),
    ]),
    transfers: [],
  },
  now,
)
type Result = Awaited<ReturnType<Parameters<typeof unloadAll>[0]['unloadAll']>>
const gone = (...names: string[]): Result => names.map((name) => ({ name, outcome: 'gone', problem: null }))

it('frees the memory of all hosts, and reports the models unloaded', async () => {
  const unloadOn = async (hostId: string) => (hostId === 'a' ? gone('phi4:14b', 'qwen3:8b') : gone('gemma3:4b'))
  expect(await unloadAll({ unloadAll: unloadOn }, view, english)).toEqual({
    title: 'Memory is free',
    body: 'Unloaded phi4:14b, qwen3:8b, and gemma3:4b, which held 17.0 GB.',
  })
})

it('reports the freed memory as a minimum if the server did not tell all of it', async () => {
  const silent = loaded('odd:1', { size: null, sizeVram: null })
  const freed = async (...models: Parameters<typeof running>[1]) => {
    const seen = quickView(
      { hosts: hosts('a', host('a')), running: new Map([running('a', models)]), transfers: [] },
      now,
    )
    return (await unloadAll({ unloadAll: async () => gone(...models.map(({ name }) => name)) }, seen, english)).body
  }
  expect(await freed(silent)).toBe('Unloaded odd:1.')
  expect(await freed(silent, loaded('m'))).toBe('Unloaded odd:1 and m, which held at least 2.0 GB.')
})

it('reports the models that stay, and why', async () => {
  const unloadOn = async (hostId: string): Promise<Result> => {
    if (hostId === 'b') throw new Error('down')
    return [
      { name: 'phi4:14b', outcome: 'kept', problem: null },
      { name: 'qwen3:8b', outcome: 'stopping', problem: null },
    ]
  }
  expect(await unloadAll({ unloadAll: unloadOn }, view, english)).toEqual({
    title: 'Not everything is unloaded',
    body: [
      'qwen3:8b: a request has to finish first.',
      'phi4:14b: loaded again or kept by another program.',
      'gemma3:4b: the server refused or did not answer.',
    ].join('\n'),
  })
})

it('sends no request when nothing is loaded', async () => {
  const nobody = () => Promise.reject(new Error('asked'))
  expect(await unloadAll({ unloadAll: nobody }, { hosts: [] }, english)).toMatchObject({ body: 'No model was loaded.' })
})

it('reports that nothing was loaded if all had expired', async () => {
  expect(await unloadAll({ unloadAll: async () => [] }, view, english)).toMatchObject({ body: 'No model was loaded.' })
})

it('unloads one, with no message on success', async () => {
  const model = loaded('m')
  expect(await unload({ unload: async () => ({ outcome: 'gone' }) }, 'a', model, english)).toBeNull()
  expect(await unload({ unload: async () => ({ outcome: 'kept' }) }, 'a', model, english)).toMatchObject({
    body: 'm: loaded again or kept by another program.',
  })
  expect(await unload({ unload: () => Promise.reject(new Error('no')) }, 'a', model, english)).toMatchObject({
    title: 'm could not be unloaded',
  })
})

it('keeps a model, and says only if it could not', async () => {
  const asked: unknown[] = []
  const keep = async (input: unknown) => void asked.push(input)
  expect(await keepHour({ keep }, 'a', loaded('m'), english)).toBeNull()
  expect(asked).toEqual([{ hostId: 'a', name: 'm', keepAlive: '1h' }])
  expect(await keepHour({ keep: () => Promise.reject(new Error('no')) }, 'a', loaded('m'), english)).toMatchObject({
    title: 'm could not be kept',
  })
})

it('loads a model with its preset, and says so', async () => {
  const asked: unknown[] = []
  const answer = (usedPreset: boolean, madeRoom: string[] = []) => ({
    load: async (input: unknown) => {
      asked.push(input)
      return { madeRoom, usedPreset }
    },
  })
  expect(await load(answer(true), 'a', 'm', english)).toEqual({ title: 'm is loaded', body: 'Its preset was used.' })
  expect(await load(answer(false), 'a', 'm', english)).toEqual({ title: 'm is loaded', body: '' })
  expect(await load(answer(true, ['a', 'b']), 'a', 'm', english)).toMatchObject({
    body: 'Its preset was used. Unloaded a, b.',
  })
  expect(asked[0]).toEqual({ hostId: 'a', name: 'm', keepAlive: null, usePreset: true })
  const failing = (reason: Error) => load({ load: () => Promise.reject(reason) }, 'a', 'm', english)
  expect(await failing(fail('out_of_memory'))).toMatchObject({ title: 'm could not be loaded' })
  expect(await failing(fail('cancelled'))).toBeNull()
})
