import { afterEach, describe, expect, it } from 'vitest'
import type { Inspection } from '#shared/contract/library.ts'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'
import { problemOf } from '../test-problem.ts'

afterEach(closeAll)

/** Corral with a server that has one model, `m:1`, and answers `show` with this. */
async function showing(show: unknown) {
  const url = await serve((request, response) => {
    response.setHeader('content-type', 'application/json')
    const tags = { models: [{ name: 'm:1', model: 'm:1', digest: 'd'.repeat(64), size: 7 }] }
    const answer =
      request.url === '/api/show' ? show : request.url === '/api/tags' ? tags : { version: '0.33.0', models: [] }
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer))
  })
  const { client } = await open()
  const { id: hostId } = await client.hosts.add({ name: 'odd', url })
  return { client, key: { hostId, name: 'm:1' } }
}

const usual = {
  license: 'MIT License',
  modelfile: 'FROM x',
  parameters: 'num_ctx                        4096',
  template: '{{ .Prompt }}',
  details: { format: 'gguf', family: 'llama', families: ['llama'], parameter_size: '7B', quantization_level: 'Q4_0' },
  model_info: { 'general.architecture': 'llama', 'llama.block_count': 32 },
  tensors: [{ name: 'a', type: 'F32', shape: [2, 3] }],
  capabilities: ['completion'],
  modified_at: '2026-01-01T00:00:00Z',
}
const without = (...keys: (keyof typeof usual)[]) =>
  Object.fromEntries(Object.entries(usual).filter(([key]) => !keys.some((one) => one === key)))
const details = (change: object) => ({ ...usual, details: { ...usual.details, ...change } })
const info = (change: object) => ({ ...usual, model_info: { ...usual.model_info, ...change } })

const rows: [what: string, show: unknown, seen: Partial<Inspection>][] = [
  ['next to nothing', {}, { capabilities: null, modifiedAt: null, info: [], parameters: [], tensorCount: null }],
  ['no model_info', without('model_info'), { info: [], tensorCount: 1, capabilities: ['completion'] }],
  ['model_info that is a list', { ...usual, model_info: [] }, { info: [], tensorCount: 1 }],
  [
    'a license that is a list',
    { ...usual, license: ['Apache License, Version 2.0', '', null, 'MIT License'] },
    {
      licenses: [
        { name: 'Apache License 2.0', use: 'free' },
        { name: 'MIT License', use: 'free' },
      ],
    },
  ],
  ['a license that is an object', { ...usual, license: {} }, { licenses: [], tensorCount: 1 }],
  [
    'no details',
    { ...usual, details: null },
    { details: expect.objectContaining({ format: '', family: '', families: [], parameterSize: '' }) as never },
  ],
  [
    'families twice the same and an empty one',
    details({ families: ['llama', '', 'llama', null, 'clip'] }),
    { details: expect.objectContaining({ family: 'llama', families: ['llama', 'clip'] }) as never },
  ],
  [
    'details of other types',
    details({ family: 5, families: 'llama', parameter_size: 7_000_000_000 }),
    { details: expect.objectContaining({ format: 'gguf', family: '', families: [], parameterSize: '' }) as never },
  ],
  ['no parameters', { ...usual, parameters: null }, { parameters: [] }],
  [
    'parameters without padding, with blanks before them',
    { ...usual, parameters: 'stop "<|end|>"\r\n  num_ctx 4096\nstop\t"b"' },
    {
      parameters: [
        { key: 'num_ctx', values: [4096] },
        { key: 'stop', values: ['<|end|>', 'b'] },
      ],
    },
  ],
  [
    'parameters as lines of a list',
    { ...usual, parameters: ['num_ctx 4096', 'top_k 5'] },
    {
      parameters: [
        { key: 'num_ctx', values: [4096] },
        { key: 'top_k', values: [5] },
      ],
    },
  ],
  ['no capabilities', { ...usual, capabilities: null }, { capabilities: null }],
  ['capabilities twice and empty', { ...usual, capabilities: ['tools', '', 'tools'] }, { capabilities: ['tools'] }],
  ['capabilities of no texts', { ...usual, capabilities: [5, null] }, { capabilities: null }],
  [
    'a projector without the word vision',
    { ...usual, projector_info: { 'clip.has_vision_encoder': true } },
    { capabilities: ['completion', 'vision'] },
  ],
  [
    'a projector, and no capabilities at all',
    { ...without('capabilities'), projector_info: { 'general.architecture': 'clip' } },
    { capabilities: ['vision'] },
  ],
  [
    'a projector that hears only',
    { ...usual, projector_info: { 'clip.has_vision_encoder': false, 'clip.has_audio_encoder': true } },
    { capabilities: ['completion', 'audio'] },
  ],
  ['an empty projector', { ...usual, projector_info: {} }, { capabilities: ['completion'], projector: [] }],
  [
    'a list of heads, one for each layer',
    info({ 'llama.attention.head_count_kv': [8, 0, 8] }),
    {
      info: [
        { key: 'general.architecture', value: 'llama', kind: 'scalar', length: null },
        { key: 'llama.attention.head_count_kv', value: null, kind: 'array', length: 3, range: { min: 0, max: 8 } },
        { key: 'llama.block_count', value: 32, kind: 'scalar', length: null },
      ],
    },
  ],
  [
    'a list of heads that are not all numbers',
    info({ 'llama.attention.head_count_kv': [8, null, 8], 'llama.attention.head_count': [] }),
    {
      info: [
        { key: 'general.architecture', value: 'llama', kind: 'scalar', length: null },
        { key: 'llama.attention.head_count', value: null, kind: 'array', length: 0 },
        { key: 'llama.attention.head_count_kv', value: null, kind: 'array', length: 3 },
        { key: 'llama.block_count', value: 32, kind: 'scalar', length: null },
      ],
    },
  ],
  [
    'tensors with odd rows',
    { ...usual, tensors: [null, { type: 'F32' }, { name: 'a' }, { name: 'b', type: 'F32', shape: [1] }, 5] },
    { tensorCount: 2, tensorsLeftOut: 3 },
  ],
  ['tensors that are no list', { ...usual, tensors: {} }, { tensorCount: null, tensorsLeftOut: 0, tensorTypes: null }],
  [
    'tensors of several types',
    {
      ...usual,
      tensors: [
        { name: 'a', type: 'F32', shape: [32] },
        { name: 'b', type: 'Q4_0', shape: [32, 3] },
        { name: 'c', type: 'Q9_Z', shape: [4096] },
      ],
    },
    { tensorCount: 3, tensorTypes: { most: 'Q4_0', bits: (32 + 3 * 4.5) / 4 } },
  ],
  ['a time that is none', { ...usual, modified_at: '0001-01-01T00:00:00Z' }, { modifiedAt: null }],
  ['a time in words', { ...usual, modified_at: 'yesterday 5' }, { modifiedAt: null, tensorCount: 1 }],
  ['a version that is a number', { ...usual, requires: 0.3 }, { requires: null }],
  ['a stub of no host', { ...usual, remote_model: 'm', remote_host: null }, { cloud: { model: 'm', host: '' } }],
]

describe('a model', () => {
  it.each(rows)('with %s', async (_, show, seen) => {
    const { client, key } = await showing(show)
    const inspection = await client.library.inspect(key)
    expect(inspection).toMatchObject(seen)
    expect(inspection.name).toBe('m:1')
    // The raw answer is kept unchanged.
    const { text } = await client.library.text({ ...key, part: 'raw', offset: 0 })
    expect(JSON.parse(text)).toEqual(show)
  })

  it.each([
    ['roles and contents that are none', [{ role: 'user' }, { content: 'Hi' }, null, 5, { role: 7 }], 'user\n\nHi'],
    ['messages that are no list', { role: 'user' }, ''],
    ['parts instead of a text', [{ role: 'user', content: [{ type: 'text' }] }], 'user'],
  ])('with %s', async (_, messages, text) => {
    const { client, key } = await showing({ ...usual, messages })
    expect((await client.library.inspect(key)).texts.messages).toBe(text.length)
    expect(await client.library.text({ ...key, part: 'messages', offset: 0 })).toMatchObject({ text })
  })

  it('with tensors of no type or shape: listed, and not counted', async () => {
    const tensors = [{ name: 'a' }, { name: 'b', type: 'F32', shape: ['2'] }, { name: 'c', type: 'F32', shape: null }]
    const { client, key } = await showing({ ...usual, tensors })
    expect((await client.library.tensors({ ...key, offset: 0, limit: 9 })).rows).toEqual([
      { name: 'a', type: '', shape: null },
      { name: 'b', type: 'F32', shape: null },
      { name: 'c', type: 'F32', shape: [] },
    ])
    expect(await client.library.tensorTotals(key)).toMatchObject({ count: 3, unknown: 2, bytes: 4, elements: 1 })
  })
})

describe('an invalid answer of show', () => {
  it.each([
    ['a list', [], 'bad_answer'],
    ['nothing', '', 'bad_answer'],
    ['a page', '<!doctype html><title>Sign in</title>', 'not_ollama'],
  ])('%s', async (_, show, code) => {
    const { client, key } = await showing(show)
    expect((await problemOf(client.library.inspect(key))).code).toBe(code)
  })
})
