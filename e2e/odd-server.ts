import http from 'node:http'
import { listening } from './scripted.ts'

/** The bodies the server answers with. A test changes them while the server runs. */
export interface OddAnswers {
  /** Rows of `/api/tags`. */
  tags: unknown[]
  /** Rows of `/api/ps`. */
  ps: unknown[]
  /** Answers of `/api/show` by model name; others are not found. */
  shows: Record<string, unknown>
  /** The answer of `/api/embed` to these texts. */
  embed: (texts: string[], model: string) => unknown
}

const digestOf = (hex: string) => (hex === '' ? '' : hex.repeat(64 / hex.length))
const hours = (count: number) => new Date(Date.now() + count * 3_600_000).toISOString()
const details = {
  parent_model: '',
  format: 'gguf',
  family: 'llama',
  families: ['llama'],
  parameter_size: '8.0B',
  quantization_level: 'Q4_K_M',
}
const modelInfo = { 'general.architecture': 'llama', 'general.parameter_count': 8e9, 'llama.context_length': 131072 }

/** A row with all fields that Ollama sends. */
export const goodTag = (name: string, hex: string, changes: object = {}) => ({
  name,
  model: name,
  modified_at: hours(-1),
  size: 5e9,
  digest: digestOf(hex),
  details,
  capabilities: ['completion', 'tools'],
  ...changes,
})

/** A row of a loaded model with all fields that Ollama sends. */
export const goodPs = (name: string, hex: string, changes: object = {}) => ({
  name,
  model: name,
  size: 6e9,
  size_vram: 4e9,
  digest: digestOf(hex),
  details,
  expires_at: hours(1),
  context_length: 131072,
  ...changes,
})

/** Odd rows among normal ones; each list has two entries without a name. */
export function oddAnswers(): OddAnswers {
  return {
    tags: [
      goodTag('good:1', 'ab'),
      goodTag('good-copy:1', 'ab'),
      {
        ...goodTag('nulls:1', 'cd', { size: 7 }),
        details: null,
        capabilities: null,
        remote_model: null,
        remote_host: null,
      },
      { model: 'only-model:1' },
      { name: 'bare:1', model: 'bare:1' },
      goodTag('empty-a:1', '', { size: '', modified_at: '', capabilities: [''] }),
      goodTag('empty-b:1', '', { details: { ...details, family: '', families: [''], parameter_size: '' } }),
      goodTag('twice:1', 'ef'),
      goodTag('twice:1', 'ef'),
      goodTag('short:1', '0', { digest: '30046f5b8838' }),
      goodTag('retyped:1', '1', { size: '5', digest: 12, modified_at: 0, details: [], capabilities: 'tools' }),
      goodTag('heads:1', '2'),
      goodTag('sees:1', '3'),
      goodTag('unparsed:1', '4', { modified_at: 'not a date', size: -1 }),
      goodTag('embed:1', '5', { capabilities: ['embedding', 'telepathy'] }),
      { ...goodTag('gone:cloud', '6', { size: 338, remote_model: 'gone', remote_host: 'https://ollama.com:443' }) },
      { size: 5, digest: digestOf('7') },
      null,
    ],
    ps: [
      goodPs('good:1', 'ab'),
      goodPs('heads:1', '2', { expires_at: '0001-01-01T00:00:00Z' }),
      goodPs('sees:1', '3', { expires_at: 'not a date', details: null }),
      goodPs('short:1', '0', { size_vram: -1, digest: '30046f5b8838', context_length: 0 }),
      { name: 'bare:1', size: 0, size_vram: 0, digest: '', expires_at: hours(24) },
      { model: 'only-model:1' },
      { size: 5 },
      'neither',
    ],
    shows: {
      'good:1': { details, model_info: modelInfo, capabilities: ['completion'], license: 'MIT License' },
      'nulls:1': { details: null, parameters: null, capabilities: null, license: ['MIT License', 'Apache License'] },
      'bare:1': {},
      'only-model:1': { model_info: null, projector_info: null, tensors: null, messages: null, license: [] },
      'retyped:1': { details: [], model_info: 'none', parameters: 7, tensors: {}, modified_at: 0, template: [] },
      'heads:1': {
        details,
        model_info: {
          ...modelInfo,
          'llama.attention.head_count': 32,
          'llama.attention.head_count_kv': [8, 0, 8, null],
          'llama.block_count': 4,
          'llama.embedding_length': '4096',
        },
        parameters: 'num_ctx 4096\nstop "a"',
        tensors: [{ name: 'a', type: 'F32', shape: null }, { name: 'b', shape: 'wide' }, null],
      },
      'sees:1': {
        details: { ...details, families: ['llama', 'llama', ''] },
        model_info: { ...modelInfo, 'llama.attention.head_count_kv': 0 },
        projector_info: { 'general.architecture': 'clip', 'general.parameter_count': 311e6 },
        capabilities: ['completion'],
      },
    },
    embed: (texts) => ({ embeddings: texts.map(() => []) }),
  }
}

export interface OddServer extends OddAnswers {
  url: string
  close(): void
}

/** A server with odd rows among normal ones, whose pulls do not end. */
export async function startOddServer(changes: Partial<OddAnswers> = {}): Promise<OddServer> {
  const state = { ...oddAnswers(), ...changes }
  const answerTo = (url: string, body: { model?: string; input?: string[] }): unknown => {
    switch (url) {
      case '/api/version':
        return { version: '0.33.0' }
      case '/api/tags':
        return { models: state.tags }
      case '/api/ps':
        return { models: state.ps }
      case '/api/show':
        return state.shows[body.model ?? '']
      case '/api/embed':
        return state.embed(body.input ?? [], body.model ?? '')
      default:
        return undefined
    }
  }
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      if (request.url === '/api/pull') return pull(response)
      const answer = answerTo(request.url ?? '', JSON.parse(body || '{}') as object)
      response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
      response.end(JSON.stringify(answer ?? { error: 'not found' }))
    })
  })
  return Object.assign(state, await listening(server))
}

const LINE_EVERY = 100

/** A slow pull of one layer. */
function pull(response: http.ServerResponse): void {
  const digest = `sha256:${digestOf('9')}`
  const total = 987_654_321_012
  let completed = 111_111_111_111
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  response.write('{"status":"pulling manifest"}\n')
  const timer = setInterval(() => {
    completed += 1_234_567
    response.write(`${JSON.stringify({ status: `pulling ${'9'.repeat(12)}`, digest, total, completed })}\n`)
  }, LINE_EVERY)
  response.on('close', () => clearInterval(timer))
}
