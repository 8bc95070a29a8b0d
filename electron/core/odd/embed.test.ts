import { afterEach, describe, expect, it } from 'vitest'
import type { Run } from '#shared/contract/embeddings.ts'
import type { CorralClient } from '#shared/contract/index.ts'
import { bytesToVectors } from '#shared/domain/vectors.ts'
import { MAX_REFUSALS } from '../embeddings/batches.ts'
import { closeAll, open, serve } from '../hosts/test-hosts.ts'
import { problemOf } from '../test-problem.ts'

afterEach(closeAll)

/** The server's answer to some texts: a body, or a status and a body. */
type Answer = (input: readonly string[]) => object | { status: number; body: object | string }

/** Corral with a server that answers like this, and every list of texts it received. */
async function embedding(answer: Answer, path = '/api/embed') {
  const asked: string[][] = []
  const url = await serve((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      response.setHeader('content-type', 'application/json')
      if (request.url === '/api/version' || request.url === '/api/tags')
        return response.end('{"version":"0.33.0","models":[]}')
      if (request.url !== path)
        return response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
      const { input, prompt } = JSON.parse(body) as { input?: string[]; prompt: string }
      asked.push(input ?? [prompt])
      const told = answer(input ?? [prompt])
      const { status, body: said } = 'status' in told && 'body' in told ? told : { status: 200, body: told }
      return response.writeHead(status).end(typeof said === 'string' ? said : JSON.stringify(said))
    })
  })
  const { client } = await open()
  const { id: hostId } = await client.hosts.add({ name: 'odd', url })
  return { client, hostId, asked }
}

async function run(client: CorralClient, hostId: string, texts: string[], alone = false): Promise<Run> {
  for await (const event of await client.embeddings.run({ hostId, model: 'm', texts, alone }))
    if (event.type === 'done') return event.run
  throw new Error('no end')
}

/** Rows of a run as lists. */
async function tableOf(client: CorralClient, { id, count, dimensions }: Run): Promise<number[][]> {
  const { bytes } = await client.embeddings.vectors({ runId: id, from: 0 })
  const vectors = bytesToVectors(new Uint8Array(await bytes.arrayBuffer()))
  return Array.from({ length: count }, (_, row) => [...vectors.subarray(row * dimensions, (row + 1) * dimensions)])
}

const vectorOf = (text: string): unknown => [text.length, 1]
/** A server that answers some texts with something other than a vector. */
const spoiling = (odd: Record<string, unknown>) => (input: readonly string[]) => ({
  embeddings: input.map((text) => (Object.hasOwn(odd, text) ? odd[text] : vectorOf(text))),
})
/** A server that fails if a call contains one of these texts. */
const failing =
  (bad: string[], status: number, error: unknown): Answer =>
  (input) =>
    input.some((text) => bad.includes(text))
      ? { status, body: { error } as object }
      : { embeddings: input.map(vectorOf), prompt_eval_count: input.length }

const texts = ['a', 'bb', 'ccc']
const NONE = [NaN, NaN]

const rows: [what: string, answer: Answer, missing: [text: number, code: string][], table: number[][]][] = [
  [
    '[[],[],[]]',
    () => ({ embeddings: [[], [], []] }),
    [
      [0, 'vector_missing'],
      [1, 'vector_missing'],
      [2, 'vector_missing'],
    ],
    [[], [], []],
  ],
  [
    'no embeddings at all',
    () => ({ model: 'm' }),
    [
      [0, 'vector_missing'],
      [1, 'vector_missing'],
      [2, 'vector_missing'],
    ],
    [[], [], []],
  ],
  [
    'null',
    () => ({ embeddings: null }),
    [
      [0, 'vector_missing'],
      [1, 'vector_missing'],
      [2, 'vector_missing'],
    ],
    [[], [], []],
  ],
  [
    '{"embedding":[…]}',
    () => ({ embedding: [1, 2] }),
    [
      [0, 'vector_missing'],
      [1, 'vector_missing'],
      [2, 'vector_missing'],
    ],
    [[], [], []],
  ],
  [
    'strings for numbers',
    () => ({ embeddings: [['0.1'], ['0.2'], ['0.3']] }),
    [
      [0, 'vector_invalid'],
      [1, 'vector_invalid'],
      [2, 'vector_invalid'],
    ],
    [[], [], []],
  ],
  ['one text without a vector', spoiling({ bb: [] }), [[1, 'vector_missing']], [[1, 1], NONE, [3, 1]]],
  ['one vector of strings', spoiling({ bb: ['1', '2'] }), [[1, 'vector_invalid']], [[1, 1], NONE, [3, 1]]],
  ['one vector that is a number', spoiling({ a: 5 }), [[0, 'vector_invalid']], [NONE, [2, 1], [3, 1]]],
  ['one vector of nulls', spoiling({ ccc: [null, null] }), [[2, 'vector_not_finite']], [[1, 1], [2, 1], NONE]],
  [
    'one null in a vector, which stays to be seen',
    spoiling({ ccc: [5, null] }),
    [],
    [
      [1, 1],
      [2, 1],
      [5, NaN],
    ],
  ],
  ['one vector too short', spoiling({ bb: [7] }), [[1, 'vector_length']], [[1, 1], NONE, [3, 1]]],
  [
    'vectors of three lengths',
    spoiling({ bb: [7], ccc: [1, 2, 3] }),
    [
      [1, 'vector_length'],
      [2, 'vector_length'],
    ],
    [[1, 1], NONE, NONE],
  ],
  [
    'fewer vectors than texts',
    (input) => ({ embeddings: input.filter((text) => text !== 'bb').map(vectorOf) }),
    [[1, 'vector_missing']],
    [[1, 1], NONE, [3, 1]],
  ],
  [
    'more vectors than texts',
    (input) => ({ embeddings: [...input, ...(input.includes('a') ? ['more'] : [])].map(vectorOf) }),
    [[0, 'vector_missing']],
    [NONE, [2, 1], [3, 1]],
  ],
  [
    'NaN for one text',
    failing(['bb'], 400, 'embedding contains NaN or Inf values'),
    [[1, 'vector_not_finite']],
    [[1, 1], NONE, [3, 1]],
  ],
  [
    '500 for one text',
    failing(['ccc'], 500, 'llama runner process has terminated'),
    [[2, 'server_error']],
    [[1, 1], [2, 1], NONE],
  ],
  [
    '500 without words for two texts',
    failing(['a', 'ccc'], 500, {}),
    [
      [0, 'server_error'],
      [2, 'server_error'],
    ],
    [NONE, [2, 1], NONE],
  ],
  ['400 for one text', failing(['a'], 400, 'no'), [[0, 'rejected']], [NONE, [2, 1], [3, 1]]],
  [
    'figures of other types',
    (input) => ({ embeddings: input.map(vectorOf), prompt_eval_count: '5', total_duration: null, load_duration: -1 }),
    [],
    [
      [1, 1],
      [2, 1],
      [3, 1],
    ],
  ],
]

describe('an embedding of three texts', () => {
  it.each(rows)('%s', async (_, answer, missing, table) => {
    const { client, hostId } = await embedding(answer)
    for (const alone of [false, true]) {
      const told = await run(client, hostId, texts, alone)
      const codes = told.missing.map(({ text, problem }) => [text, problem.code])
      expect(codes).toEqual(missing)
      expect(told).toMatchObject({ count: 3, dimensions: table.find((row) => row.length > 0)?.length ?? 0 })
      expect(await tableOf(client, told)).toEqual(table)
    }
  })

  it('has unknown counts and durations if those are of other types', async () => {
    const { client, hostId } = await embedding(rows.at(-1)?.[1] as Answer)
    expect(await run(client, hostId, texts, true)).toMatchObject({
      tokens: null,
      tokensOf: null,
      totalNs: null,
      loadNs: null,
    })
  })

  it('counts the tokens of the texts with a vector', async () => {
    const { client, hostId } = await embedding(failing(['bb'], 500, 'no'))
    expect((await run(client, hostId, texts, true)).tokensOf).toEqual([1, null, 1])
  })

  it('names the text without a vector at the legacy endpoint', async () => {
    const { client, hostId } = await embedding(
      ([text]) => ({ embedding: text === 'bb' ? [] : vectorOf(text ?? '') }),
      '/api/embeddings',
    )
    const told = await run(client, hostId, texts)
    expect(told).toMatchObject({ endpoint: 'embeddings', missing: [{ text: 1, problem: { code: 'vector_missing' } }] })
    expect(await tableOf(client, told)).toEqual([[1, 1], NONE, [3, 1]])
  })
})

describe('a server that fails every request', () => {
  it.each([
    ['500 with words', 500, { error: 'out of luck' }, 'server_error'],
    ['500 without words', 500, { error: {} }, 'server_error'],
    ['400', 400, { error: 'invalid option' }, 'rejected'],
  ])('with %s is reported once, and not asked for each of 1,000 texts', async (_, status, body, code) => {
    const { client, hostId, asked } = await embedding(() => ({ status, body }))
    const many = Array.from({ length: 1000 }, (_text, at) => `text ${at}`)
    expect((await problemOf(run(client, hostId, many))).code).toBe(code)
    expect(asked.length).toBeLessThanOrEqual(MAX_REFUSALS * 2)
    expect((await problemOf(run(client, hostId, texts))).code).toBe(code)
  })

  it.each([
    ['501', 501, { error: 'this model does not support embeddings' }, 'embedding_unsupported'],
    ['503', 503, { error: 'server busy' }, 'busy'],
    ['404', 404, { error: 'model "m" not found' }, 'model_not_found'],
    ['a page', 200, '<!doctype html>', 'not_ollama'],
    ['a list', 200, '[[1,2]]', 'bad_answer'],
  ])('with %s is asked once', async (_, status, body, code) => {
    const { client, hostId, asked } = await embedding(() => ({ status, body }))
    expect((await problemOf(run(client, hostId, texts))).code).toBe(code)
    expect(asked).toHaveLength(1)
  })
})
