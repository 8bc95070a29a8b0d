import type { ModelOptions } from '../contract/fields.ts'

/** A request that changes what a server has or what it has in memory, without its address and headers. */
export interface Call {
  method: 'POST' | 'DELETE'
  path: string
  body: Record<string, unknown>
}

export interface LoadRequest {
  model: string
  keep_alive?: number | string | undefined
  options?: ModelOptions | undefined
}

export interface TransferRequest {
  model: string
  insecure: boolean
  /** With `false` the server sends one answer at the end. */
  stream: boolean
}

/** Servers before 0.1.22 read only `name`, later ones read it if `model` is missing. */
export const named = (model: string) => ({ model, name: model })

/** Gives a model a second name. The server overwrites a model that has it. */
export const copyCall = (source: string, destination: string): Call => ({
  method: 'POST',
  path: '/api/copy',
  body: { source, destination },
})

export const deleteCall = (model: string): Call => ({ method: 'DELETE', path: '/api/delete', body: named(model) })

/** Generate without a prompt: loads, sets how long a model stays, or with `keep_alive: 0` unloads. */
export const generateCall = (request: LoadRequest): Call => ({
  method: 'POST',
  path: '/api/generate',
  body: withoutUndefined({ ...request, stream: false }),
})

/** The same for a model that does not generate: an embedding of nothing. */
export const embedNothingCall = (request: LoadRequest): Call => ({
  method: 'POST',
  path: '/api/embed',
  body: withoutUndefined({ ...request, input: [] }),
})

/** The same by the legacy endpoint. */
export const embedLegacyNothingCall = (request: LoadRequest): Call => ({
  method: 'POST',
  path: '/api/embeddings',
  body: withoutUndefined({ ...request, prompt: '' }),
})

export const transferCall = (kind: 'pull' | 'push', request: TransferRequest): Call => ({
  method: 'POST',
  path: `/api/${kind}`,
  body: { ...request, ...named(request.model) },
})

/** JSON has no `undefined`. */
function withoutUndefined(body: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))
}
