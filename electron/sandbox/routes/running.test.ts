import { describe, expect, test } from 'vitest'
import { linesOf, send } from '../testing/client.ts'
import { noGpu, started } from '../testing/start.ts'

interface Loaded {
  name: string
  size: number
  size_vram: number
  expires_at: string
  context_length: number
}

async function running(options: Parameters<typeof started>[0] = {}) {
  const sandbox = await started(options)
  const ps = async () => ((await sandbox.get('/api/ps')) as { models: Loaded[] }).models
  const load = (model: string, more: object = {}) => sandbox.post('/api/generate', { model, ...more })
  return { ...sandbox, ps, load, names: async () => (await ps()).map(({ name }) => name) }
}

const GIB = 2 ** 30
const MINUTE = 60_000

describe('memory', () => {
  test('a small model is completely on the GPU, with its cache and buffers', async () => {
    const { load, ps } = await running()
    await load('llama3.2', { options: { num_ctx: 4096 } })
    const [model] = await ps()
    expect(model).toMatchObject({ name: 'llama3.2:latest', context_length: 4096 })
    expect(model?.size_vram).toBe(model?.size)
    // 2.02 GB of weights, 0.47 GB of cache and the buffers.
    expect(model?.size).toBeGreaterThan(2.5e9)
    expect(model?.size).toBeLessThan(3.2e9)
  })

  test('one that does not fit is partly on the GPU', async () => {
    const { load, ps } = await running()
    await load('qwen3:32b')
    const [model] = await ps()
    expect(model?.context_length).toBe(32_768)
    expect(model?.size).toBeGreaterThan(24 * GIB)
    expect(model?.size_vram).toBeGreaterThan(20 * GIB)
    expect(model?.size_vram).toBeLessThanOrEqual(24 * GIB)
  })

  test('num_gpu is the largest number of layers there', async () => {
    const { load, ps } = await running()
    await load('llama3.2', { options: { num_gpu: 0 } })
    expect((await ps())[0]?.size_vram).toBe(0)
    await load('llama3.2', { options: { num_gpu: 5 } })
    const [model] = await ps()
    expect(model?.size_vram).toBeGreaterThan(0)
    expect(model?.size_vram).toBeLessThan((model?.size ?? 0) / 2)
  })

  test('without a GPU everything is in main memory, with a small context', async () => {
    const { load, ps } = await running({ machine: noGpu })
    await load('llama3.2')
    expect((await ps())[0]).toMatchObject({ size_vram: 0, context_length: 4096 })
  })

  test('an idle model is evicted for another one', async () => {
    const { load, names } = await running()
    await load('qwen3:32b')
    await load('llama3.2')
    expect(await names()).toEqual(['llama3.2:latest'])
  })

  test('models that fit stay loaded, three at most, and the one with the shortest keep_alive is evicted first', async () => {
    const { load, names } = await running()
    const options = { num_ctx: 4096 }
    await load('llama3.2', { options, keep_alive: '1m' })
    await load('phi4-mini', { options, keep_alive: '20m' })
    await load('llama3.1:8b', { options, keep_alive: '30m' })
    expect((await names()).sort()).toEqual(['llama3.1:8b', 'llama3.2:latest', 'phi4-mini:latest'])
    await load('qwen2.5-coder:7b', { options })
    expect(await names()).not.toContain('llama3.2:latest')
    expect(await names()).toHaveLength(3)
  })
})

describe('keep_alive', () => {
  test('a model is unloaded when it expires', async () => {
    const { load, ps, clock } = await running()
    await load('llama3.2', { keep_alive: '10m' })
    expect(Date.parse((await ps())[0]?.expires_at ?? '') - clock.now()).toBeGreaterThan(9.9 * MINUTE)
    await clock.advance(9.5 * MINUTE)
    expect(await ps()).toHaveLength(1)
    await clock.advance(MINUTE)
    expect(await ps()).toEqual([])
  })

  test('a refresh without one restarts the earlier value', async () => {
    const { load, ps, clock } = await running()
    await load('llama3.2', { keep_alive: 600 })
    await clock.advance(8 * MINUTE)
    await load('llama3.2')
    await clock.advance(8 * MINUTE)
    expect(await ps()).toHaveLength(1)
    await clock.advance(3 * MINUTE)
    expect(await ps()).toEqual([])
  })

  test('a negative one never expires, and 0 unloads', async () => {
    const { load, ps, clock } = await running()
    await load('llama3.2', { keep_alive: -1 })
    expect((await ps())[0]?.expires_at).toMatch(/^2319-/)
    await clock.advance(1000 * 24 * 60 * MINUTE)
    expect(await ps()).toHaveLength(1)
    expect((await load('llama3.2', { keep_alive: 0 })).body).toMatchObject({ done_reason: 'unload' })
    await clock.advance(100)
    expect(await ps()).toEqual([])
  })

  test('an unload is answered before the model is unloaded', async () => {
    const { load, url, runners, clock } = await running()
    await load('llama3.2')
    // The clock does not advance while this is answered.
    await send(url, { method: 'POST', path: '/api/generate', body: { model: 'llama3.2', keep_alive: 0 } })
    expect(runners.list()).toHaveLength(1)
    await clock.advance(50)
    expect(runners.list()).toEqual([])
  })

  test('"5" is refused', async () => {
    const { load } = await running()
    expect(await load('llama3.2', { keep_alive: '5' })).toEqual({
      status: 400,
      body: { error: 'time: missing unit in duration "5"' },
    })
  })
})

describe('runners', () => {
  test('loading takes time by size, and the model is listed only afterwards', async () => {
    const { clock, url, ps, pending } = await running()
    const began = clock.now()
    const load = send(url, { method: 'POST', path: '/api/generate', body: { model: 'qwen3:32b' } })
    await pending(1)
    await clock.advance(5000)
    expect((await send(url, { method: 'GET', path: '/api/ps' })).text).toBe('{"models":[]}')
    await clock.until(load)
    expect(clock.now() - began).toBeGreaterThan(6000)
    expect(await ps()).toHaveLength(1)
  })

  test('a disconnect aborts a load', async () => {
    const { clock, url, ps, pending } = await running()
    const controller = new AbortController()
    const load = fetch(`${url}/api/generate`, {
      method: 'POST',
      body: '{"model":"qwen3:32b"}',
      signal: controller.signal,
    })
    const failed = expect(load).rejects.toThrow()
    await pending(1)
    await clock.advance(2000)
    controller.abort()
    await failed
    await pending(0)
    await clock.advance(60_000)
    expect(await ps()).toEqual([])
  })

  test('copies share one, under the name that loaded it', async () => {
    const { load, names, clock } = await running()
    await load('llama3.2-backup')
    await load('llama3.2')
    expect(await names()).toEqual(['llama3.2-backup:latest'])
    await load('llama3.2', { keep_alive: 0 })
    await clock.advance(100)
    expect(await names()).toEqual([])
  })

  test('a refresh without options reloads a model that was loaded with a context', async () => {
    const { load, ps } = await running()
    await load('minicpm-v:8b', { options: { num_ctx: 3000 } })
    expect((await ps())[0]?.context_length).toBe(3000)
    await load('minicpm-v:8b', { keep_alive: '1h' })
    expect((await ps())[0]?.context_length).toBe(4096)
  })

  test('a model that is deleted stays in memory until it expires', async () => {
    const { load, names, ask, clock } = await running()
    await load('phi4-mini')
    await ask({ method: 'DELETE', path: '/api/delete', body: { model: 'phi4-mini' } })
    expect(await names()).toEqual(['phi4-mini:latest'])
    expect((await load('phi4-mini')).status).toBe(404)
    await clock.advance(6 * MINUTE)
    expect(await names()).toEqual([])
  })
})

describe('generate and chat', () => {
  test('refuse models that only embed', async () => {
    const { post } = await running()
    expect(await post('/api/generate', { model: 'bge-m3' })).toEqual({
      status: 400,
      body: { error: '"bge-m3" does not support generate' },
    })
    expect((await post('/api/chat', { model: 'bge-m3', messages: [] })).body).toEqual({
      error: '"bge-m3" does not support chat',
    })
  })

  test('need an account for remote models', async () => {
    const { post } = await running()
    expect(await post('/api/generate', { model: 'gpt-oss:120b-cloud' })).toMatchObject({
      status: 401,
      body: { error: 'unauthorized', signin_url: expect.stringContaining('https://ollama.com/connect') },
    })
  })

  interface Said {
    response?: string
    message?: { content: string; thinking?: string }
    done: boolean
    eval_count?: number
    eval_duration?: number
  }
  const textOf = (lines: Said[]) => lines.map(({ response, message }) => response ?? message?.content ?? '').join('')
  const thinkingOf = (lines: Said[]) => lines.map(({ message }) => message?.thinking ?? '').join('')

  test('answer the same prompt with the same text, token by token', async () => {
    const { ask, post } = await running({ rate: 0 })
    const prompt = { model: 'llama3.2', prompt: 'Why is the sky blue?' }
    const said = async (more = {}) =>
      linesOf(await ask({ method: 'POST', path: '/api/generate', body: { ...prompt, ...more } })) as Said[]
    const lines = await said()
    const text = textOf(lines)
    expect(text).toMatch(/^This is a sandbox: llama3\.2:latest is not here/)
    expect(lines.map(({ done }) => done)).toEqual([...lines.slice(1).map(() => false), true])
    expect(lines.at(-1)).toMatchObject({ done_reason: 'stop', eval_count: lines.length - 1 })
    expect(textOf(await said())).toBe(text)
    expect(textOf(await said({ options: { seed: 7 } }))).not.toBe(text)
    const whole = await post('/api/generate', { ...prompt, stream: false })
    expect(whole.body).toMatchObject({ response: text, done_reason: 'stop', prompt_eval_count: 8 })
  })

  test('end after num_predict tokens, and are slower with a larger model', async () => {
    const { post } = await running({ rate: 0 })
    const said = async (model: string) =>
      (
        await post('/api/chat', {
          model,
          messages: [{ role: 'user', content: 'Hello' }],
          options: { num_predict: 5 },
          stream: false,
        })
      ).body
    const small = await said('llama3.2')
    expect(small).toMatchObject({ done_reason: 'length', eval_count: 5 })
    const large = await said('qwen3:32b')
    expect(Number(large['eval_duration'])).toBeGreaterThan(Number(small['eval_duration']))
  })

  test.each(['0.33.0-rc2', '0.5.12'])('think as %s does', async (as) => {
    const { ask, post } = await running({ rate: 0, as })
    const said = async (model: string, more = {}) =>
      linesOf(
        await ask({
          method: 'POST',
          path: '/api/chat',
          body: { model, messages: [{ role: 'user', content: 'Rain?' }], ...more },
        }),
      ) as Said[]
    const lines = await said('qwen3:32b')
    if (as === '0.5.12') {
      expect(textOf(lines)).toMatch(/^<think>\nThe prompt has 5 characters\. [^]*\n<\/think>\n\nThis is a sandbox/)
      return expect(thinkingOf(lines)).toBe('')
    }
    expect(thinkingOf(lines)).toContain('weather')
    expect(textOf(lines)).toMatch(/^This is a sandbox/)
    expect(thinkingOf(await said('qwen3:32b', { think: false }))).toBe('')
    const refused = await post('/api/chat', { model: 'llama3.2', messages: [{ content: 'a' }], think: true })
    expect(refused).toEqual({ status: 400, body: { error: '"llama3.2" does not support thinking' } })
  })

  test('accept all forms of names', async () => {
    const { post } = await running()
    expect(await post('/api/generate', { model: '' })).toEqual({ status: 404, body: { error: "model '' not found" } })
    expect(await post('/api/generate', { model: 'a b' })).toEqual({
      status: 400,
      body: { error: 'invalid model name' },
    })
    expect((await post('/api/chat', {})).body).toEqual({ error: 'model is required' })
    expect((await post('/api/chat', { model: 'nope', messages: [] })).status).toBe(404)
  })
})
