import { afterEach, describe, expect, it } from 'vitest'
import type { RunningState } from '#shared/contract/running.ts'
import { memoryTotals } from '#shared/domain/memory.ts'
import { en } from '#shared/i18n/en/index.ts'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'
import { testPlatform } from '../test-platform.ts'

afterEach(closeAll)

/** The state of a server that answers `/api/ps` like this. */
async function told(body: string, status = 200): Promise<RunningState> {
  const host = await serve((request, response) => {
    const isPs = request.url === '/api/ps'
    const text = isPs ? body : request.url === '/api/tags' ? '{"models":[]}' : '{"version":"0.33.0"}'
    response.statusCode = isPs ? status : 200
    const type = text.startsWith('<') ? 'text/html' : text.startsWith('4') ? 'text/plain' : 'application/json'
    response.setHeader('content-type', type)
    response.end(text)
  })
  const { client } = await open(testPlatform({ host }))
  for await (const state of await client.running.watch({ hostId: 'run' }))
    if (state.readAt !== null || state.problem !== null) return state
  throw new Error('the stream ended')
}

const digest = 'a'.repeat(64)
const good = {
  name: 'good:1',
  model: 'good:1',
  size: 10,
  size_vram: 4,
  digest,
  details: { family: 'llama', parameter_size: '3B', quantization_level: 'Q4_K_M' },
  expires_at: '2099-01-01T00:00:00Z',
  context_length: 4096,
}
/** The state for the row above. */
const seen = {
  name: 'good:1',
  digest,
  family: 'llama',
  parameterSize: '3B',
  quantization: 'Q4_K_M',
  size: 10,
  sizeVram: 4,
  contextLength: 4096,
  expiresAt: Date.UTC(2099, 0, 1),
}

describe('a row beside a good one', () => {
  it.each([
    ['Go’s zero time for an expiry', { expires_at: '0001-01-01T00:00:00Z' }, { expiresAt: null }],
    ['a text for an expiry', { expires_at: 'not a date' }, { expiresAt: null }],
    ['no expiry', { expires_at: undefined }, { expiresAt: null }],
    ['a number for an expiry', { expires_at: 1_800_000_000 }, { expiresAt: null }],
    ['an expiry for ever', { expires_at: '2318-12-12T11:47:16.854775807Z' }, { expiresAt: 'never' }],
    ['a negative size on the GPU', { size_vram: -1 }, { sizeVram: null }],
    ['no size on the GPU', { size_vram: undefined }, { sizeVram: null }],
    ['no size', { size: undefined }, { size: null }],
    ['sizes of 0', { size: 0, size_vram: 0 }, { size: null, sizeVram: 0 }],
    [
      'texts for numbers',
      { size: '10', size_vram: '4', context_length: '4096' },
      { size: null, sizeVram: null, contextLength: null },
    ],
    ['more on the GPU than in all', { size_vram: 14 }, { sizeVram: 14 }],
    ['a context of 0', { context_length: 0 }, { contextLength: null }],
    ['a context below 0', { context_length: -1 }, { contextLength: null }],
    ['a context in parts', { context_length: 1.5 }, { contextLength: null }],
    ['no digest', { digest: undefined }, { digest: null }],
    ['an empty digest', { digest: '' }, { digest: null }],
    ['a digest with a prefix', { digest: `sha256:${digest}` }, { digest }],
    ['a short digest', { digest: '30046f5b8838' }, { digest: '30046f5b8838' }],
    ['no details', { details: null }, { family: '', parameterSize: '', quantization: '' }],
    ['a list for details', { details: [] }, { family: '', parameterSize: '', quantization: '' }],
  ])('that has %s', async (_, change, expected) => {
    const { models, leftOut, problem } = await told(
      JSON.stringify({ models: [good, { ...good, name: 'odd:1', ...change }] }),
    )
    expect(models).toMatchObject([seen, { ...seen, name: 'odd:1', ...expected }])
    expect([leftOut, problem]).toEqual([0, null])
  })

  it.each([
    ['only a `model`', { model: 'odd:1', size: 7 }, ['good:1', 'odd:1'], 0],
    ['an empty name beside its `model`', { name: '', model: 'odd:1' }, ['good:1', 'odd:1'], 0],
    ['no name at all', { size: 7 }, ['good:1'], 1],
    ['a number for a name', { name: 7 }, ['good:1'], 1],
    ['nothing', null, ['good:1'], 1],
    ['the same name', { ...good, size: 11 }, ['good:1'], 0],
  ])('that has %s', async (_, row, names, leftOut) => {
    const state = await told(JSON.stringify({ models: [good, row] }))
    expect(state.models.map(({ name }) => name)).toEqual(names)
    expect(state.models[0]).toMatchObject(seen)
    expect(state.leftOut).toBe(leftOut)
  })
})

describe('an answer', () => {
  it.each([
    ['a bare array', JSON.stringify([good]), ['good:1']],
    ['no list', '{"models":null}', []],
    ['an empty one', '{"models":[]}', []],
  ])('that is %s is read', async (_, body, names) => {
    const { models, problem } = await told(body)
    expect([models.map(({ name }) => name), problem]).toEqual([names, null])
  })

  it.each([
    ['without a list', '{}', 200, 'bad_answer'],
    ['with something else for the list', '{"models":{}}', 200, 'bad_answer'],
    ['that is a page', '<html>', 200, 'not_ollama'],
    ['that there is no such address', '404 page not found', 404, 'not_supported'],
  ] as const)('%s is told as such', async (_, body, status, code) => {
    const { models, readAt, problem } = await told(body, status)
    expect([models, readAt, problem?.code]).toEqual([[], null, code])
    expect(en.problem[code].title).not.toBe('')
  })
})

it('gives sums of memory as a minimum if one model’s is unknown', async () => {
  const { models } = await told(JSON.stringify({ models: [good, { name: 'odd:1', size: 0, size_vram: 0 }] }))
  expect(memoryTotals(models)).toEqual({ gpu: 4, cpu: 6, unknown: 0, isPartial: true })
})
