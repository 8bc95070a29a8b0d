import { afterEach, describe, expect, it } from 'vitest'
import type { Listed } from '#shared/contract/library.ts'
import { readModels } from '#shared/domain/models.ts'
import { diskUse } from '#shared/domain/sharing.ts'
import { en } from '#shared/i18n/en/index.ts'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'
import { problemOf } from '../test-problem.ts'

afterEach(closeAll)

/** The server's answer at a path: a body and, unless it is 200, a status. */
type Answers = Record<string, [body: unknown, status?: number]>

async function start(answers: Answers) {
  const url = await serve((request, response) => {
    const [body, status = 200] = answers[request.url ?? ''] ?? [{ error: 'not found' }, 404]
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  const { app, client } = await open()
  const { id: hostId } = await app.hosts.add({ name: 'odd', url })
  const list = async () => {
    const { models, ...rest } = await client.library.list({ hostId })
    return { ...rest, models: JSON.parse(models ?? '[]') as Listed[] }
  }
  return { client, hostId, list }
}

const good = {
  name: 'good:1',
  model: 'good:1',
  modified_at: '2026-01-01T00:00:00Z',
  size: 5e9,
  digest: 'ab'.repeat(32),
  details: { format: 'gguf', family: 'llama', parameter_size: '8.0B', quantization_level: 'Q4_0', families: ['llama'] },
  capabilities: ['completion'],
}
const unknown = {
  digest: null,
  size: null,
  modifiedAt: null,
  details: { format: '', family: '', parameterSize: '', quantization: '', contextLength: null, embeddingLength: null },
  capabilities: null,
  cloud: null,
  hasParent: false,
}

describe('one odd row beside a good one', () => {
  const rows: [string, unknown, Partial<Listed> & { name: string }][] = [
    [
      'nulls for objects',
      { name: 'odd:1', model: 'odd:1', details: null, capabilities: null, remote_model: null, remote_host: null },
      { ...unknown, name: 'odd:1' },
    ],
    ['only name and model', { name: 'odd:1', model: 'odd:1' }, { ...unknown, name: 'odd:1' }],
    ['only a name', { name: 'odd:1' }, { ...unknown, name: 'odd:1' }],
    ['only a model', { model: 'odd:1' }, { ...unknown, name: 'odd:1' }],
    ['an empty name beside a model', { name: '', model: 'odd:1' }, { ...unknown, name: 'odd:1' }],
    ['a size as an empty text', { name: 'odd:1', size: '' }, { name: 'odd:1', size: null }],
    ['a size as a text', { name: 'odd:1', size: '7' }, { name: 'odd:1', size: null }],
    ['a size of 0', { name: 'odd:1', size: 0 }, { name: 'odd:1', size: null }],
    ['a size below 0', { name: 'odd:1', size: -1 }, { name: 'odd:1', size: null }],
    ['an empty date', { name: 'odd:1', modified_at: '' }, { name: 'odd:1', modifiedAt: null }],
    ['Go’s zero date', { name: 'odd:1', modified_at: '0001-01-01T00:00:00Z' }, { name: 'odd:1', modifiedAt: null }],
    ['1970', { name: 'odd:1', modified_at: '1970-01-01T00:00:00Z' }, { name: 'odd:1', modifiedAt: null }],
    ['no date', { name: 'odd:1', modified_at: 'not a date 5' }, { name: 'odd:1', modifiedAt: null }],
    ['a date as a number', { name: 'odd:1', modified_at: 1767225600 }, { name: 'odd:1', modifiedAt: null }],
    [
      'empty details',
      { name: 'odd:1', details: { families: [''], family: '', parameter_size: '', context_length: 0 } },
      { ...unknown, name: 'odd:1' },
    ],
    ['details as a text', { name: 'odd:1', details: 'gguf' }, { ...unknown, name: 'odd:1' }],
    ['a parent', { name: 'odd:1', details: { parent_model: '/tmp/m.gguf' } }, { name: 'odd:1', hasParent: true }],
    ['a parent as a number', { name: 'odd:1', details: { parent_model: 7 } }, { name: 'odd:1', hasParent: false }],
    ['an empty digest', { name: 'odd:1', digest: '' }, { name: 'odd:1', digest: null }],
    ['twelve digits', { name: 'odd:1', digest: '30046f5b8838' }, { name: 'odd:1', digest: '30046f5b8838' }],
    [
      'a prefixed digest',
      { name: 'odd:1', digest: `sha256:${'c'.repeat(64)}` },
      { digest: 'c'.repeat(64), name: 'odd:1' },
    ],
    ['empty capabilities', { name: 'odd:1', capabilities: [''] }, { name: 'odd:1', capabilities: null }],
    [
      'a capability twice and one that is none',
      { name: 'odd:1', capabilities: ['vision', null, 'vision'] },
      { name: 'odd:1', capabilities: ['vision'] },
    ],
    [
      'a stub that tells half of where it runs',
      { name: 'odd:1', remote_model: 'big', remote_host: '', size: 338 },
      // Its size is that of the pointer.
      { name: 'odd:1', cloud: { model: 'big', host: '', gone: false }, size: null },
    ],
    [
      'a name of another grammar',
      { name: 'ollama://library/llama3.2:latest' },
      { ...unknown, name: 'ollama://library/llama3.2:latest' },
    ],
  ]
  it.each(rows)('%s', async (_, row, expected) => {
    const { list } = await start({ '/api/tags': [{ models: [good, row] }] })
    const { models, leftOut } = await list()
    expect(leftOut).toBe(0)
    expect(models).toHaveLength(2)
    expect(models.find(({ name }) => name === 'good:1')).toEqual({
      name: 'good:1',
      digest: good.digest,
      size: 5e9,
      modifiedAt: Date.UTC(2026, 0, 1),
      details: { ...unknown.details, format: 'gguf', family: 'llama', parameterSize: '8.0B', quantization: 'Q4_0' },
      capabilities: ['completion'],
      cloud: null,
      hasParent: false,
    })
    expect(models.find(({ name }) => name !== 'good:1')).toMatchObject(expected)
  })
})

describe('a whole list', () => {
  it('counts rows without a name', async () => {
    const { list } = await start({ '/api/tags': [{ models: [good, {}, { size: 7 }] }] })
    expect(await list()).toMatchObject({ models: [{ name: 'good:1' }], leftOut: 2 })
  })

  it.each([
    ['a bare array', [good], ['good:1']],
    ['null', { models: null }, []],
    ['two rows of one name', { models: [good, { ...good, size: 1 }] }, ['good:1']],
  ])('as %s', async (_, body, names) => {
    const { list } = await start({ '/api/tags': [body] })
    const { models, leftOut } = await list()
    expect(models.map(({ name }) => name)).toEqual(names)
    expect(leftOut).toBe(0)
  })

  it.each([
    ['{}', 'bad_answer'],
    ['{"models":{}}', 'bad_answer'],
    ['null', 'bad_answer'],
    ['', 'bad_answer'],
    ['<html>', 'not_ollama'],
  ] as const)('that is %j is none', async (body, code) => {
    const { client, hostId } = await start({ '/api/tags': [body] })
    const problem = await problemOf(client.library.list({ hostId }))
    expect(problem.code).toBe(code)
    expect(en.problem[code].title).toMatch(/could not be read|is not an Ollama server/)
  })

  it('treats two models of empty digest as different, and sums the known sizes', async () => {
    const rows = [{ ...good, digest: '' }, { ...good, name: 'good:2', digest: '' }, { name: 'odd:1' }]
    const { client, hostId } = await start({ '/api/tags': [{ models: rows }] })
    const models = readModels((await client.library.list({ hostId })).models ?? '')
    expect(models.map(({ copies }) => copies)).toEqual([[], [], []])
    expect(diskUse(models.slice(0, 2)).unique).toEqual({ bytes: 10e9, exactness: 'at_most' })
    expect(diskUse(models).unique).toEqual({ bytes: 5e9, exactness: 'at_least' })
  })
})

describe('a stub of a model that is gone at ollama.com', () => {
  const stub = { ...good, name: 'big:cloud', size: 382, remote_model: 'big', remote_host: 'https://ollama.com:443' }
  it.each([404, 410, 500])('answered by %i shows that, keeps its row and can be deleted', async (status) => {
    const answers: Answers = {
      '/api/tags': [{ models: [good, stub] }],
      '/api/show': [{ error: 'model is no longer available' }, status],
      '/api/delete': [{}],
      '/api/ps': [{ models: [] }],
    }
    const { client, hostId, list } = await start(answers)
    await list()
    const problem = await problemOf(client.library.inspect({ hostId, name: 'big:cloud' }))
    expect(problem).toMatchObject({ code: 'cloud_model_gone', params: { model: 'big:cloud', origin: 'ollama.com' } })
    expect(en.problem.cloud_model_gone.title).toBe('{{model}} no longer exists at {{origin}}')
    expect((await list()).models).toMatchObject([
      { name: 'big:cloud', cloud: { gone: true } },
      { name: 'good:1', cloud: null },
    ])
    expect(await client.library.remove({ hostId, name: 'big:cloud', forGood: true })).toMatchObject({
      stillLoaded: false,
    })
    // It is available again: a temporary error is not kept.
    answers['/api/show'] = [{}]
    await client.library.inspect({ hostId, name: 'big:cloud' })
    expect((await list()).models[0]?.cloud?.gone).toBe(false)
  })

  it('is distinguished from a model that lost its weights', async () => {
    const { client, hostId, list } = await start({ '/api/tags': [{ models: [good] }] })
    await list()
    expect((await problemOf(client.library.inspect({ hostId, name: 'good:1' }))).code).toBe('weights_missing')
  })
})

describe('acts on odd lists', () => {
  it('delete a listed name that Ollama’s grammar does not allow, unchanged', async () => {
    const name = 'my model (copy)'
    const { client, hostId } = await start({
      '/api/tags': [[{ name }]],
      '/api/delete': [{}],
      '/api/ps': [{ models: [] }],
    })
    expect(await client.library.remove({ hostId, name, forGood: true })).toMatchObject({ stillLoaded: false })
    expect((await problemOf(client.library.remove({ hostId, name: 'not listed', forGood: true }))).code).toBe(
      'name_invalid',
    )
  })

  it('report that a server on Windows accepts no registry with a port', async () => {
    const detail = 'mkdir C:\\Users\\me\\.ollama\\models\\manifests\\127.0.0.1:5000: The directory name is invalid.'
    const { client, hostId } = await start({
      '/api/tags': [{ models: [good] }],
      '/api/copy': [{ error: detail }, 500],
    })
    const copy = client.library.copy({ hostId, source: 'good:1', destination: '127.0.0.1:5000/me/good:1' })
    expect(await problemOf(copy)).toMatchObject({
      code: 'port_in_name',
      params: { registry: '127.0.0.1:5000' },
      detail,
    })
  })

  it('distinguish unknown weights from no answer', async () => {
    const twin = { ...good, name: 'twin:1', digest: 'cd'.repeat(32) }
    const answers: Answers = { '/api/tags': [{ models: [good, twin] }], '/api/show': [{ error: 'broken' }, 500] }
    const { client, hostId } = await start(answers)
    const digests = [good.digest, twin.digest]
    expect(await client.library.weights({ hostId, digests })).toEqual({})
    answers['/api/show'] = [{ modelfile: '' }]
    expect(await client.library.weights({ hostId, digests })).toEqual({ [good.digest]: null, [twin.digest]: null })
  })
})
