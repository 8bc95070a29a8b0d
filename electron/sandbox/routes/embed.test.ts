import { describe, expect, test } from 'vitest'
import { started } from '../testing/start.ts'

async function embedding(model = 'nomic-embed-text:v1.5') {
  const sandbox = await started()
  const embed = async (input: unknown, more: object = {}) => {
    const { status, body } = await sandbox.post('/api/embed', { model, input, ...more })
    return { status, body, vectors: body['embeddings'] as number[][] }
  }
  return { ...sandbox, embed }
}

const dot = (a: number[] = [], b: number[] = []) => a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)

describe('vectors', () => {
  test('have the true length of the model, and length 1', async () => {
    for (const [model, dimensions] of [
      ['nomic-embed-text:v1.5', 768],
      ['bge-m3', 1024],
    ] as const) {
      const { embed } = await embedding(model)
      const { vectors } = await embed(['Why is the sky blue?', ''])
      for (const vector of vectors) {
        expect(vector).toHaveLength(dimensions)
        expect(dot(vector, vector)).toBeCloseTo(1, 5)
      }
    }
  })

  test('of texts that share words and stems are similar', async () => {
    const { embed } = await embedding()
    const { vectors } = await embed([
      'How do I bake sourdough bread at home?',
      'Baking bread at home with a sourdough starter',
      'The central bank raised its interest rate again',
      'Interest rates were raised again by the central bank',
      'A cat sleeps on the warm window sill',
    ])
    const near = [dot(vectors[0], vectors[1]), dot(vectors[2], vectors[3])]
    const far = [
      dot(vectors[0], vectors[2]),
      dot(vectors[0], vectors[4]),
      dot(vectors[1], vectors[3]),
      dot(vectors[2], vectors[4]),
    ]
    expect(Math.min(...near)).toBeGreaterThan(Math.max(...far) + 0.15)
  })

  test('are the same for the same text beside any others', async () => {
    const { embed } = await embedding()
    const alone = (await embed('one two three')).vectors[0]
    const together = (await embed(['something else', 'one two three'])).vectors[1]
    expect(together).toEqual(alone)
  })

  test('can be reduced in dimensions, and have length 1 again', async () => {
    const { embed } = await embedding()
    const [whole] = (await embed('some text')).vectors
    const [cut] = (await embed('some text', { dimensions: 64 })).vectors
    expect(cut).toHaveLength(64)
    expect(dot(cut, cut)).toBeCloseTo(1, 5)
    expect((cut?.[0] ?? 0) / (cut?.[1] ?? 1)).toBeCloseTo((whole?.[0] ?? 0) / (whole?.[1] ?? 1), 4)
    expect((await embed('some text', { dimensions: 5000 })).vectors[0]).toEqual(whole)
  })
})

test('texts are counted, truncated to the context, or refused', async () => {
  const { embed } = await embedding()
  const long = 'word '.repeat(3000)
  expect((await embed(long)).body['prompt_eval_count']).toBe(2048)
  expect((await embed(long, { options: { num_ctx: 100 } })).body['prompt_eval_count']).toBe(100)
  expect(await embed(long, { truncate: false })).toMatchObject({
    status: 400,
    body: { error: 'the input length exceeds the context length' },
  })
})

test('an empty input only loads the model', async () => {
  const { embed, runners } = await embedding()
  expect((await embed([])).body).toEqual({ model: 'nomic-embed-text:v1.5', embeddings: [] })
  expect((await embed('')).body).toEqual({ model: 'nomic-embed-text:v1.5', embeddings: [] })
  expect(runners.list()).toHaveLength(1)
})

test('the legacy endpoint gives one vector, and has its own statuses', async () => {
  const { post, embed } = await embedding()
  const { body } = await post('/api/embeddings', { model: 'nomic-embed-text:v1.5', prompt: 'one two three' })
  const [vector] = (await embed('one two three')).vectors
  expect((body['embedding'] as number[]).map(Math.fround)).toEqual(vector?.map(Math.fround))
  expect(await post('/api/embeddings', { model: 'llama3.2', prompt: 'x' })).toMatchObject({ status: 500 })
  expect(await post('/api/embeddings', {})).toEqual({ status: 400, body: { error: 'model is required' } })
})

test('a disconnect stops a long list of texts', async () => {
  const { url, clock, post, pending } = await embedding()
  const controller = new AbortController()
  const input = Array.from({ length: 500 }, (_, i) => `text ${i}`)
  await post('/api/embed', { model: 'bge-m3' })
  const request = fetch(`${url}/api/embed`, {
    method: 'POST',
    body: JSON.stringify({ model: 'bge-m3', input }),
    signal: controller.signal,
  })
  const failed = expect(request).rejects.toThrow()
  await pending(1)
  await clock.advance(100)
  controller.abort()
  await failed
  await pending(0)
  expect((await post('/api/embed', { model: 'bge-m3', input: 'x' })).status).toBe(200)
})
