import { describe, expect, test } from 'vitest'
import { send } from '../testing/client.ts'
import { started } from '../testing/start.ts'

interface Tag {
  name: string
  digest: string
  size: number
  modified_at: string
  remote_model?: string
  remote_host?: string
  capabilities: string[]
}

describe('the list', () => {
  test('has the well-known models, newest first, including a copy and a cloud stub', async () => {
    const { get } = await started()
    const { models } = (await get('/api/tags')) as { models: Tag[] }
    expect(models).toHaveLength(14)
    const times = models.map(({ modified_at }) => Date.parse(modified_at))
    expect(times).toEqual([...times].sort((a, b) => b - a))
    const byName = new Map(models.map((model) => [model.name, model]))
    expect(byName.get('llama3.2-backup:latest')?.digest).toBe(byName.get('llama3.2:latest')?.digest)
    const stub = byName.get('gpt-oss:120b-cloud')
    expect(stub).toMatchObject({ remote_model: 'gpt-oss:120b', remote_host: 'https://ollama.com:443' })
    expect(stub?.size).toBeLessThan(1000)
    expect(models.filter(({ capabilities }) => capabilities.includes('embedding'))).toHaveLength(2)
  })

  test('can have any length, and changes with every copy', async () => {
    const { names, post } = await started({ models: 1000 })
    expect(new Set(await names()).size).toBe(1000)
    await post('/api/copy', { source: 'llama3.2', destination: 'mine' })
    expect(await names()).toHaveLength(1001)
    expect((await names())[0]).toBe('mine:latest')
  })

  test('changes the order of models of the same second from call to call', async () => {
    const { names, post } = await started({ models: 1 })
    for (const destination of ['a', 'b', 'c']) await post('/api/copy', { source: 'qwen3:32b', destination })
    const first = await names()
    const second = await names()
    expect(second).not.toEqual(first)
    expect([...second].sort()).toEqual([...first].sort())
  })
})

describe('show', () => {
  test('omits arrays unless verbose, and then has all 151,936 tokens', async () => {
    const { post } = await started()
    const brief = (await post('/api/show', { model: 'qwen3:32b' })).body['model_info'] as Record<string, unknown>
    expect(brief['tokenizer.ggml.tokens']).toBeNull()
    expect(brief['qwen3.block_count']).toBe(64)
    const { body } = await post('/api/show', { model: 'qwen3:32b', verbose: true })
    const info = body['model_info'] as Record<string, unknown[]>
    expect(info['tokenizer.ggml.tokens']).toHaveLength(151_936)
    expect(info['tokenizer.ggml.token_type']).toHaveLength(151_936)
    expect(info['tokenizer.ggml.merges']).toHaveLength(151_387)
    expect(info['tokenizer.ggml.tokens']?.[151_643]).toBe('<|endoftext|>')
  })

  test('describes a cloud stub by its config', async () => {
    const { post } = await started()
    const { body } = await post('/api/show', { model: 'gpt-oss:120b-cloud' })
    expect(body).toMatchObject({
      remote_model: 'gpt-oss:120b',
      capabilities: ['completion', 'tools', 'thinking'],
      model_info: { 'general.architecture': 'gptoss', 'gptoss.context_length': 131_072 },
    })
    expect(body).not.toHaveProperty('tensors')
  })

  test('has the metadata of a separate image encoder', async () => {
    const { post } = await started()
    const { body } = await post('/api/show', { model: 'minicpm-v:8b' })
    expect(body['projector_info']).toMatchObject({ 'clip.has_vision_encoder': true, 'clip.vision.image_mean': null })
    expect(body['capabilities']).toEqual(['completion', 'vision'])
    expect(body['modelfile']).toMatch(/^FROM .*sha256-[0-9a-f]{64}\nFROM .*sha256-/m)
  })

  test('applies system and options of the request to the modelfile only', async () => {
    const { post } = await started()
    const { body } = await post('/api/show', { model: 'phi4-mini', system: 'Be kind.', options: { num_ctx: 77 } })
    expect(body['modelfile']).toContain('SYSTEM Be kind.')
    expect(body['modelfile']).toContain('PARAMETER num_ctx 77')
    expect(body).not.toHaveProperty('parameters')
  })
})

describe('names', () => {
  test('`foo:local` can be made, but show and delete act on `foo:latest`', async () => {
    const { post, ask, names } = await started()
    await post('/api/copy', { source: 'llama3.2', destination: 'foo:latest' })
    await post('/api/copy', { source: 'qwen3:32b', destination: 'foo:local' })
    const { body } = await post('/api/show', { model: 'foo:local' })
    expect((body['details'] as { family: string }).family).toBe('llama')
    const remove = () => ask({ method: 'DELETE', path: '/api/delete', body: { model: 'foo:local' } })
    expect((await remove()).status).toBe(200)
    expect(await names()).not.toContain('foo:latest')
    expect(await names()).toContain('foo:local')
    expect(await remove()).toMatchObject({ status: 404, text: `{"error":"model 'foo:local' not found"}` })
  })

  test('`bar:cloud` and `bar-cloud` can be made and deleted', async () => {
    const { post, ask, names } = await started()
    for (const name of ['bar:cloud', 'bar-cloud']) {
      await post('/api/copy', { source: 'llama3.2', destination: name })
      expect((await ask({ method: 'DELETE', path: '/api/delete', body: { model: name } })).status).toBe(200)
    }
    expect(await names()).toHaveLength(14)
  })

  test('a copy that changes only letter case does nothing, so that deleting the old name loses the model', async () => {
    const { post, ask, names } = await started()
    await post('/api/copy', { source: 'llama3.2', destination: 'Case:v1' })
    expect((await post('/api/copy', { source: 'Case:v1', destination: 'case:v1' })).status).toBe(200)
    expect(await names()).toContain('Case:v1')
    await ask({ method: 'DELETE', path: '/api/delete', body: { model: 'Case:v1' } })
    expect((await names()).filter((name) => name.toLowerCase() === 'case:v1')).toEqual([])
  })

  test('the existing spelling is used, part by part', async () => {
    const { post, names } = await started()
    await post('/api/copy', { source: 'llama3.2', destination: 'Ada/Thing:V1' })
    await post('/api/copy', { source: 'llama3.2', destination: 'ada/thing:v2' })
    expect(await names()).toContain('Ada/Thing:v2')
    expect((await post('/api/show', { model: 'ADA/THING:v1' })).status).toBe(200)
  })

  test('white space around a name is trimmed by show and delete, not by copy', async () => {
    const { post } = await started()
    expect((await post('/api/show', { model: ' llama3.2 ' })).status).toBe(200)
    expect((await post('/api/copy', { source: ' llama3.2', destination: 'x' })).body).toEqual({
      error: 'source " llama3.2" is invalid',
    })
  })

  test('two source suffixes are refused', async () => {
    const { post } = await started()
    expect(await post('/api/show', { model: 'a:local:cloud' })).toEqual({
      status: 400,
      body: { error: 'use either :local or :cloud, not both: "a:local:cloud"' },
    })
  })
})

test('copy, delete the original, copy back, delete the copy: same digest, all blobs kept', async () => {
  const { post, ask, get, store } = await started()
  const digest = async (name: string) =>
    ((await get('/api/tags')) as { models: Tag[] }).models.find((model) => model.name === name)?.digest
  const before = await digest('qwen3:32b')
  const blobs = [...store.blobs.keys()].sort()
  const bin = 'corral-bin/7:1'
  const remove = (model: string) => ask({ method: 'DELETE', path: '/api/delete', body: { model } })
  await post('/api/copy', { source: 'qwen3:32b', destination: bin })
  await remove('qwen3:32b')
  await post('/api/copy', { source: bin, destination: 'qwen3:32b' })
  await remove(bin)
  expect(await digest('qwen3:32b')).toBe(before)
  expect([...store.blobs.keys()].sort()).toEqual(blobs)
  await remove('qwen3:32b')
  expect(store.blobs.size).toBeLessThan(blobs.length)
})

describe('the Host and Origin checks', () => {
  test.each([
    ['http://localhost:5173', 200],
    ['https://127.0.0.1', 200],
    ['app://corral', 200],
    ['http://evil.example', 403],
    ['null', 403],
    ['http://[::1]:3000', 403],
    ['chrome-extension://abc', 403],
  ])('Origin %s is answered with %d', async (origin, status) => {
    const { url } = await started()
    expect((await send(url, { method: 'GET', path: '/', headers: { origin } })).status).toBe(status)
  })

  test('the server’s own origin is always allowed', async () => {
    const { url } = await started()
    const reply = await send(url, { method: 'GET', path: '/', headers: { origin: url } })
    expect(reply.status).toBe(200)
    expect(reply.headers).not.toHaveProperty('access-control-allow-origin')
  })

  test.each([
    ['localhost:11434', 200],
    ['192.168.1.4', 200],
    ['my.internal', 200],
    ['[::1]:11434', 200],
    ['evil.example', 403],
    ['8.8.8.8', 403],
  ])('Host %s is answered with %d', async (host, status) => {
    const { url } = await started()
    expect((await send(url, { method: 'GET', path: '/', headers: { host } })).status).toBe(status)
  })

  test('a preflight is answered with the allowed methods and headers', async () => {
    const { url } = await started()
    const origin = 'http://localhost:3000'
    const reply = await send(url, { method: 'OPTIONS', path: '/api/chat', headers: { origin } })
    expect(reply.status).toBe(204)
    expect(reply.headers['access-control-allow-origin']).toBe(origin)
    expect(reply.headers['access-control-allow-methods']).toContain('DELETE')
  })

  test('HEAD is answered like GET, without a body', async () => {
    const { url } = await started()
    for (const path of ['/', '/api/version', '/api/tags'])
      expect(await send(url, { method: 'HEAD', path })).toMatchObject({ status: 200, text: '' })
  })
})

test('an account can be signed in, signed out or unreachable', async () => {
  const offline = await started()
  expect((await offline.post('/api/me', {})).status).toBe(503)
  expect((await offline.post('/api/signout', {})).status).toBe(500)
  const out = await started({ account: 'signed-out' })
  expect((await out.post('/api/me', {})).body).toMatchObject({ error: 'unauthorized', signin_url: expect.any(String) })
  const { post } = await started({ account: 'signed-in' })
  expect((await post('/api/me', {})).body).toMatchObject({ name: 'ada', plan: 'free' })
  expect((await post('/api/signout', {})).status).toBe(200)
  expect((await post('/api/me', {})).status).toBe(401)
})
