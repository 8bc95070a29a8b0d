import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** A model in `/api/ps` of the scripted server; times are on its own clock. */
export interface ScriptedModel {
  name: string
  size: number
  size_vram: number
  expires_at: string
  digest?: string
  context_length?: number
}

/** A model in `/api/tags`; absent fields have usual values. */
export interface ScriptedTag {
  name: string
  digest: string
  size?: number
  details?: Record<string, unknown>
  capabilities?: string[]
  remote_model?: string
  remote_host?: string
}

/** The server's next answers. A test changes it while it runs. */
export interface Script {
  models: ScriptedModel[]
  /** Rows of `/api/tags`. */
  tags: ScriptedTag[]
  /** Answers of `/api/show` by model name; others are not found. */
  shows: Record<string, unknown>
  /** Its clock minus this computer's, in milliseconds. */
  clock: number
  /** While set, `/api/ps` does not answer. */
  stalls: boolean
  /** Called for every load, refresh and unload. */
  generated: (body: Record<string, unknown>) => void
}

export interface Scripted extends Script {
  url: string
  close(): void
}

const details = {
  parent_model: '',
  format: 'gguf',
  family: 'qwen3',
  families: ['qwen3'],
  parameter_size: '32.8B',
  quantization_level: 'Q4_K_M',
}

/** A server with scripted answers, for states that a real server cannot be brought into in a test. */
export async function startScripted(script: Partial<Script> = {}): Promise<Scripted> {
  const state: Script = { models: [], tags: [], shows: {}, clock: 0, stalls: false, generated: () => {}, ...script }
  const whenFree = (act: () => void): void => {
    if (state.stalls) setTimeout(() => whenFree(act), 50)
    else act()
  }
  const server = http.createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => {
      response.setHeader('date', new Date(Date.now() + state.clock).toUTCString())
      const answer = (value: unknown) => {
        response.setHeader('content-type', 'application/json')
        response.end(JSON.stringify(value))
      }
      switch (request.url) {
        case '/api/version':
          return answer({ version: '0.33.0' })
        case '/api/tags':
          return answer({
            models: state.tags.map((tag) => ({
              model: tag.name,
              modified_at: '2026-09-01T12:00:00Z',
              size: 20e9,
              details,
              ...tag,
            })),
          })
        case '/api/show': {
          const { model } = JSON.parse(body) as { model: string }
          if (!Object.hasOwn(state.shows, model)) response.statusCode = 404
          return answer(state.shows[model] ?? { error: `model '${model}' not found` })
        }
        case '/api/ps':
          return whenFree(() =>
            answer({
              models: state.models.map((model) => ({ digest: 'a'.repeat(64), model: model.name, details, ...model })),
            }),
          )
        case '/api/generate':
          state.generated(JSON.parse(body) as Record<string, unknown>)
          return answer({ model: 'm', created_at: '2026-09-01T12:00:00Z', response: '', done: true })
        default:
          response.statusCode = 404
          response.setHeader('content-type', 'text/plain')
          return response.end('404 page not found')
      }
    })
  })
  return Object.assign(state, await listening(server))
}

/** A time this many seconds from now, in the server's format. */
export function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toISOString()
}

/** Opens a server on a free port of loopback. */
export async function listening(server: http.Server): Promise<{ url: string; close(): void }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
