import { isFault, parseName } from '#shared/ollama/name.ts'
import type { Context } from '../context.ts'
import { allowedHost, allowedOrigin } from '../http/access.ts'
import type { Exchange } from '../http/exchange.ts'
import { Refusal } from '../http/refusal.ts'
import { sha256, textOf } from '../manifest.ts'

/**
 * The registries of the sandbox, so that Corral can ask them without the internet, too. Ollama has no such paths:
 * `/registries/SCHEME/HOST` takes the place of `SCHEME://HOST`.
 */
const pages = /^\/registries\/(https?)\/([^/]+)\/v2\/([^/]+)\/([^/]+)\/(manifests|blobs)\/([^/?]+)$/

export function isOfRegistry(url = ''): boolean {
  return url.startsWith('/registries/')
}

/** Answers as registry.ollama.ai does: it tells a digest and when it was pushed only to a HEAD. */
export async function registryRoute({ registry }: Context, exchange: Exchange): Promise<void> {
  const { request } = exchange
  if (allowedOrigin(request) === false || !allowedHost(request)) return exchange.empty(403)
  const [path, scheme, host, namespace, model, kind, last] = pages.exec(request.url ?? '') ?? []
  const name = parseName(`${host}/${namespace}/${model}${kind === 'manifests' ? `:${last}` : ''}`)
  const isHead = request.method === 'HEAD'
  if (path === undefined || isFault(name) || (request.method !== 'GET' && !isHead))
    return refuse(exchange, 404, 'not found')
  if (kind === 'blobs') {
    const text = registry.text(name, last ?? '')
    return text === undefined ? refuse(exchange, 404, 'blob unknown') : exchange.text(200, 'text/plain', text)
  }
  try {
    const manifest = textOf(registry.ask(name, scheme === 'http').manifest)
    const digest = sha256(manifest)
    const tag = `"${digest}"`
    exchange.setHeader('etag', tag)
    if (isHead) {
      exchange.setHeader('ollama-content-digest', digest)
      exchange.setHeader('ollama-push-time', String(Math.floor(registry.pushedAt(name) / 1000)))
      return exchange.found()
    }
    if (request.headers['if-none-match'] === tag) return exchange.empty(304)
    exchange.text(200, 'text/plain; charset=utf-8', manifest)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const status = statusOf(error.message)
    // What the server reports of its network is no answer of the registry.
    if (status === null) return exchange.destroy()
    refuse(exchange, status, error.message)
  }
}

/** The status of which the server made an error; `null` if there was none. */
function statusOf(message: string): number | null {
  const [status] = /^\d{3}(?=: )/.exec(message) ?? []
  if (status !== undefined) return Number(status)
  if (message === 'file does not exist') return 404
  return message.startsWith('unauthorized') ? 401 : null
}

function refuse(exchange: Exchange, status: number, message: string): void {
  exchange.json({ errors: [{ message }] }, status)
}
