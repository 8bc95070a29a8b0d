import { type Answer } from './exchange.ts'
import { brief, needed, refused, type Row, unless } from './row.ts'
import { details, faultsOf, type Shape } from './shape.ts'

const listed: Shape = {
  name: 'text',
  model: 'text',
  modified_at: 'date',
  size: 'number',
  digest: 'digest',
  details: 'object',
  'capabilities?': 'texts',
}

const loaded: Shape = {
  name: 'text',
  model: 'text',
  size: 'number',
  digest: 'digest',
  details: 'object',
  expires_at: 'date',
  size_vram: 'number',
  'context_length?': 'number',
}

const shown: Shape = {
  'modelfile?': 'text',
  'parameters?': 'text',
  'template?': 'text',
  'license?': 'text',
  details: 'object',
  model_info: 'object',
  'capabilities?': 'texts',
  modified_at: 'date',
}

/** The rows of a list, after a check of each one's shape. */
export function rowsOf(answer: Answer, shape: Shape): Record<string, unknown>[] {
  const models = (answer.json as { models?: unknown } | undefined)?.models
  unless(answer.status === 200 && Array.isArray(models), brief(answer))
  const faults = (models as unknown[]).flatMap((row) => [
    ...faultsOf(row, shape),
    ...faultsOf((row as { details?: unknown } | null)?.details, details, 'details.'),
  ])
  unless(faults.length === 0, faults.slice(0, 3).join('; '))
  return models as Record<string, unknown>[]
}

const MISSING = 'corral-check/missing:none'

/** Checks that only read, and requests that are refused before any change. */
export const reading: Row[] = [
  {
    what: 'GET /',
    expected: '200 Ollama is running',
    async run({ send }) {
      const answer = await send({ method: 'GET', path: '/' })
      unless(answer.status === 200 && answer.text === 'Ollama is running', brief(answer))
      return brief(answer)
    },
  },
  {
    what: 'GET /api/version',
    expected: 'a version, read by Corral as it stands',
    async run({ send, client, signal }) {
      const answer = await send({ method: 'GET', path: '/api/version' })
      const read = await client.version(signal)
      unless((answer.json as { version?: unknown } | undefined)?.version === read, brief(answer))
      return read
    },
  },
  {
    what: 'GET /api/tags',
    expected: 'every model whole, and read by Corral',
    async run({ send, client, signal }) {
      const models = rowsOf(await send({ method: 'GET', path: '/api/tags' }), listed)
      const names = new Set((await client.tags(signal)).rows.map(({ name }) => name))
      const unread = models.filter(({ name }) => !names.has(String(name)))
      unless(unread.length === 0, `Corral does not read ${unread.map(({ name }) => String(name)).join(', ')}`)
      return `${models.length} models`
    },
  },
  {
    what: 'GET /api/ps',
    expected: 'every loaded model whole, and read by Corral',
    async run({ send, client, signal }) {
      const models = rowsOf(await send({ method: 'GET', path: '/api/ps' }), loaded)
      await client.ps(signal)
      return `${models.length} loaded`
    },
  },
  {
    what: 'an unknown path',
    expected: '404 404 page not found',
    async run({ send }) {
      const answer = await send({ method: 'GET', path: '/api/corral-check', note: 'unknown path' })
      unless(answer.status === 404 && answer.text === '404 page not found', brief(answer))
      return brief(answer)
    },
  },
  {
    what: 'a wrong method',
    expected: '405, or 404 before 0.7',
    async run({ send }) {
      const answer = await send({ method: 'GET', path: '/api/show', note: 'wrong method' })
      unless([404, 405].includes(answer.status), brief(answer))
      return brief(answer)
    },
  },
  {
    what: 'a foreign Origin',
    expected: '403 without a body, or 200 where it is allowed',
    async run({ send }) {
      const headers = { origin: 'http://corral-check.example' }
      const answer = await send({ method: 'GET', path: '/api/version', headers, note: 'foreign Origin' })
      unless((answer.status === 403 && answer.text === '') || answer.status === 200, brief(answer))
      return brief(answer)
    },
  },
  {
    what: 'show without a body',
    expected: '400 missing request body',
    run: async ({ send }) =>
      refused(
        await send({ method: 'POST', path: '/api/show', body: '', note: 'empty body' }),
        [400],
        /^missing request body$/,
      ),
  },
  {
    what: 'show with broken JSON',
    expected: '400 and a text',
    run: async ({ send }) =>
      refused(await send({ method: 'POST', path: '/api/show', body: '{"model":', note: 'broken JSON' }), [400]),
  },
  {
    what: 'show of a model that is not there',
    expected: '404 … not found',
    run: async ({ send }) =>
      refused(await send({ method: 'POST', path: '/api/show', body: { model: MISSING } }), [404], /not found$/),
  },
  {
    what: 'show of a name that is none',
    expected: '400, or 500 in old versions',
    run: async ({ send }) =>
      refused(
        await send({ method: 'POST', path: '/api/show', body: { model: 'a/b/c/d:e' } }),
        [400, 500],
        /^invalid model/,
      ),
  },
  ...(['completion', 'embedding'] as const).map((kind): Row => ({
    what: `show of the smallest ${kind} model`,
    expected: 'details and metadata, read by Corral',
    async run({ send, client, signal, [kind]: model }) {
      const { name } = needed(model, kind)
      const answer = await send({ method: 'POST', path: '/api/show', body: { model: name } })
      unless(answer.status === 200, brief(answer))
      const shownDetails = (answer.json as { details?: unknown } | null)?.details
      const faults = [...faultsOf(answer.json, shown), ...faultsOf(shownDetails, details, 'details.')]
      unless(faults.length === 0, faults.join('; '))
      await client.show(name, signal)
      const info = (answer.json as { model_info: Record<string, unknown> }).model_info
      const architecture = String(info['general.architecture'])
      unless(`${architecture}.context_length` in info, `no ${architecture}.context_length`)
      return `${name}: ${architecture}, ${Object.keys(info).length} keys`
    },
  })),
  {
    what: 'show with verbose',
    expected: 'the arrays, read by Corral',
    async run({ send, client, signal, completion, embedding }) {
      const { name } = needed(completion ?? embedding, 'completion')
      const answer = await send({ method: 'POST', path: '/api/show', body: { model: name, verbose: true } })
      unless(answer.status === 200, brief(answer))
      const info = (answer.json as { model_info: Record<string, unknown> }).model_info
      const tokens = info['tokenizer.ggml.tokens']
      const { arrays } = await client.showVerbose(name, signal)
      unless(Array.isArray(tokens) === arrays.has('tokenizer.ggml.tokens'), 'Corral reads other arrays')
      return Array.isArray(tokens) ? `${tokens.length} tokens` : 'no vocabulary'
    },
  },
]
