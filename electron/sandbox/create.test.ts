import { describe, expect, test } from 'vitest'
import { sha256 } from './manifest.ts'
import { miniLm, mid, tiny } from './testing/fixture.ts'
import { started, statusesOf } from './testing/start.ts'

describe('create', () => {
  test('adds texts and parameters to an installed model', async () => {
    const { stream, post, get } = await started()
    const lines = await stream('/api/create', {
      model: 'brief',
      from: 'llama3.2',
      system: 'Be brief.',
      parameters: { temperature: 0.1 },
      messages: [{ role: 'user', content: 'Hi' }],
    })
    expect(lines.at(-1)?.status).toBe('success')
    const { body } = await post('/api/show', { model: 'brief' })
    expect(body).toMatchObject({ system: 'Be brief.', messages: [{ role: 'user', content: 'Hi' }] })
    expect(body['parameters']).toMatch(/temperature {20}0\.1/)
    expect(body['parameters']).toMatch(/stop {27}"<\|eot_id\|>"/)
    expect(body['modelfile']).toContain('MESSAGE user Hi')
    expect((body['details'] as { parent_model: string }).parent_model).toBe('llama3.2:latest')
    const { models } = (await get('/api/tags')) as { models: { name: string }[] }
    expect(models[0]?.name).toBe('brief:latest')
  })

  test('pulls its base first if that is not installed', async () => {
    const { stream, names } = await started({ rate: 0 })
    const statuses = statusesOf(await stream('/api/create', { model: 'mine', from: 'tinyllama:1b' }))
    expect(statuses).toContain('pulling manifest')
    expect(statuses.at(-1)).toBe('success')
    expect(await names()).toEqual(expect.arrayContaining(['mine:latest', 'tinyllama:1b']))
  })

  test('a template changes what a model can do; a broken one is refused', async () => {
    const { stream, post } = await started()
    const template = '{{ range .Messages }}{{ .Content }}{{ end }}'
    await stream('/api/create', { model: 'plain', from: 'llama3.2', template })
    expect((await post('/api/show', { model: 'plain' })).body['capabilities']).toEqual(['completion'])
    expect(await post('/api/create', { model: 'x', from: 'llama3.2', template: '{{ if .System }}' })).toEqual({
      status: 400,
      body: { error: 'template error: template: :1: unexpected EOF' },
    })
  })

  test('quantizes unquantized weights, with progress', async () => {
    const { stream, post, get } = await started({ library: { mid } })
    const lines = await stream('/api/create', { model: 'small', from: 'mid', quantize: 'q4_K_M' })
    const steps = lines.filter(({ status = '' }) => status.startsWith('quantizing F16 model to Q4_K_M'))
    expect(steps.length).toBeGreaterThan(10)
    expect(steps[0]?.digest).toBe('0000000000000000000')
    expect(statusesOf(lines)[1]).toBe('verifying conversion')
    const { models } = (await get('/api/tags')) as { models: { size: number; name: string }[] }
    const size = (name: string) => models.find((model) => model.name === name)?.size ?? 0
    expect(size('small:latest')).toBeLessThan(size('mid:latest') / 2.5)
    expect(await post('/api/create', { model: 'x', from: 'small', quantize: 'q8_0', stream: false })).toEqual({
      status: 500,
      body: { error: 'quantization is only supported for F16, BF16 and F32 models' },
    })
    expect((await post('/api/create', { model: 'x', from: 'mid', quantize: 'q3', stream: false })).body).toEqual({
      error: 'unsupported quantization type Q3 - supported types are F32, F16, Q4_K_S, Q4_K_M, Q8_0',
    })
  })

  test('makes a stub of a remote model', async () => {
    const { stream, post } = await started()
    const info = { model_family: 'kimi', capabilities: ['completion'], context_length: 1000 }
    await stream('/api/create', { model: 'far', from: 'kimi:1t-cloud', info })
    expect((await post('/api/show', { model: 'far' })).body).toMatchObject({
      remote_model: 'kimi:1t',
      model_info: { 'kimi.context_length': 1000 },
    })
  })

  test('takes weights by the digest of a blob', async () => {
    const { stream, post, store } = await started({ library: { miniLm } })
    const [weights] = [...store.blobs].find(([, blob]) => blob.gguf) ?? []
    const lines = await stream('/api/create', { model: 'again', files: { 'model.gguf': weights } })
    expect(statusesOf(lines)).toEqual([
      'parsing GGUF',
      `using existing layer ${weights}`,
      'writing manifest',
      'success',
    ])
    expect((await post('/api/show', { model: 'again' })).body['capabilities']).toEqual(['embedding'])
  })

  test.each([
    [{ files: { '/etc/passwd': 'sha256:1' } }, 400, 'file path must be relative'],
    [{ files: { 'a/../b': 'sha256:1' } }, 400, 'file path must be relative'],
    [{ files: { 'a.gguf': '' } }, 400, 'invalid digest format'],
    [{ files: { readme: `sha256:${'0'.repeat(64)}` } }, 400, 'unknown type'],
    [{ from: 'a b' }, 400, 'invalid model name'],
    [
      { from: 'tiny', info: { context_length: 1.5 } },
      400,
      'info field "context_length" must be a non-negative integer',
    ],
    [{ from: 'missing' }, 500, 'pull model manifest: file does not exist'],
  ])('refuses %j', async (request, status, error) => {
    const { post } = await started({ library: { tiny } })
    expect(await post('/api/create', { model: 'x', stream: false, ...request })).toEqual({ status, body: { error } })
  })
})

describe('blobs', () => {
  test('are hashed and counted, but not kept', async () => {
    const { ask, store, post } = await started()
    const content = 'x'.repeat(3_000_000)
    const digest = `sha256:${sha256(content)}`
    const blob = { method: 'POST', path: `/api/blobs/${digest}`, body: content }
    expect((await ask(blob)).status).toBe(201)
    expect((await ask(blob)).status).toBe(200)
    expect((await ask({ method: 'HEAD', path: blob.path })).status).toBe(200)
    expect(store.blobs.get(digest)).toEqual({ size: 3_000_000, magic: 'xxxx' })
    expect(await post('/api/create', { model: 'x', stream: false, files: { 'x.gguf': digest } })).toEqual({
      status: 400,
      body: { error: 'supplied file was not in GGUF format' },
    })
  })

  test('are stored under their true digest if another one was announced', async () => {
    const { ask } = await started()
    const wrong = `sha256:${'1'.repeat(64)}`
    expect((await ask({ method: 'POST', path: `/api/blobs/${wrong}`, body: 'hello' })).status).toBe(400)
    expect((await ask({ method: 'HEAD', path: `/api/blobs/${wrong}` })).status).toBe(404)
    expect((await ask({ method: 'HEAD', path: `/api/blobs/sha256:${sha256('hello')}` })).status).toBe(200)
  })
})
