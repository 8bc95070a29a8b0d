import type { Context } from '../context.ts'
import { type Generation, generations } from '../generations.ts'
import { allowedHost, allowedOrigin, preflightHeaders } from '../http/access.ts'
import type { Exchange } from '../http/exchange.ts'
import { Refusal } from '../http/refusal.ts'

/** Answers one request; `parameter` is the part of the path that matches `*`. */
export type Handler = (context: Context, exchange: Exchange, parameter: string) => Promise<void> | void

/** By `METHOD /path`; a path that ends in `*` matches one more part. */
export type Routes = Record<string, Handler>

/** The handlers of each path, without the routes that a generation does not have. */
function tableOf(routes: Routes, { absent }: Generation): Map<string, Map<string, Handler>> {
  const paths = new Map<string, Map<string, Handler>>()
  for (const [key, handler] of Object.entries(routes)) {
    if (absent.includes(key)) continue
    const [method = '', path = ''] = key.split(' ')
    const methods = paths.get(path) ?? new Map<string, Handler>()
    methods.set(method, handler)
    paths.set(path, methods)
  }
  return paths
}

export function router(routes: Routes): (context: Context, exchange: Exchange) => Promise<void> {
  const tables = new Map(generations.map((generation) => [generation, tableOf(routes, generation)]))

  return async (context, exchange) => {
    const { request } = exchange
    const origin = allowedOrigin(request)
    if (origin === false) return exchange.empty(403)
    if (origin !== null) {
      exchange.setHeader('access-control-allow-origin', origin)
      exchange.setHeader('vary', 'Origin')
    }
    if (origin !== null && request.method === 'OPTIONS') {
      for (const [name, value] of Object.entries(preflightHeaders)) exchange.setHeader(name, value)
      return exchange.nothing()
    }
    if (!allowedHost(request)) return exchange.empty(403)
    if (context.faults.has('hang')) return

    const [path = '/'] = (request.url ?? '/').split('?')
    const open = path.replace(/[^/]+$/, '*')
    const { generation } = context
    const paths = tables.get(generation) ?? new Map<string, Map<string, Handler>>()
    const methods = paths.get(path) ?? paths.get(open)
    const notFound = () => exchange.text(404, 'text/plain', '404 page not found')
    if (!methods) return notFound()
    const handler = methods.get(request.method ?? 'GET')
    if (!handler && generation.wrongMethod === 404) return notFound()
    if (!handler) return exchange.text(405, 'text/plain', '405 method not allowed')
    try {
      await handler(context, exchange, paths.has(path) ? '' : decodeURIComponent(path.slice(open.length - 1)))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      exchange.refuse(error)
    }
  }
}
