import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { isLoopback } from '#shared/ollama/host-url.ts'
import { decodedBody } from '../ollama/decode-body.ts'
import type { Net, Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import { DIRECT, ProxyError, proxyError, type Route } from './proxy.ts'

export interface GetRequest {
  /** GET unless given. */
  method?: 'GET' | 'HEAD'
  url: URL
  headers: Readonly<Record<string, string>>
  /** Largest body accepted, in bytes. */
  maxBytes: number
  signal?: AbortSignal | undefined
}

export interface GetAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
}

/** Milliseconds for all of it: connection, redirects and body. */
const WITHIN = 20_000
const MOST_REDIRECTS = 5
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * A GET or HEAD as registries need it: it follows redirects, and sends no credentials, so that none can reach the place it is
 * sent on to. A redirect from https leads to https only.
 *
 * Each address is reached by the proxy settings of this computer, except this computer itself.
 *
 * @throws ProblemError `timed_out`, `cancelled`, `answer_too_large`, `redirected`; ProxyError; else the network's own
 *   errors
 */
export async function get(
  { net, clock, routesTo }: Pick<Platform, 'net' | 'clock' | 'routesTo'>,
  { method = 'GET', url, headers, maxBytes, signal }: GetRequest,
): Promise<GetAnswer> {
  const ending = new AbortController()
  const stop = () => ending.abort(fail('cancelled'))
  const aborted = new Promise<never>((_, reject) => {
    ending.signal.addEventListener('abort', () => reject(ending.signal.reason as Error))
  })
  aborted.catch(() => undefined)
  const timer = clock.after(WITHIN, () => ending.abort(fail('timed_out', { server: url.origin })))
  signal?.addEventListener('abort', stop)
  if (signal?.aborted) stop()
  try {
    let next = url
    for (let hops = 0; ; hops++) {
      const settings = isLoopback(next.href) ? [DIRECT] : routesTo(next, ending.signal)
      const routes = await Promise.race([settings, aborted])
      const response = await openByAny(net, routes, { method, url: next, headers }, ending.signal)
      const status = response.statusCode ?? 0
      const { location } = response.headers
      if (!redirects.has(status) || location === undefined)
        return { status, headers: response.headers, body: await read(response, next, maxBytes) }
      response.destroy()
      next = target(next, location)
      if (hops === MOST_REDIRECTS) throw fail('redirected', { server: url.origin }, { detail: next.host })
    }
  } catch (error) {
    // What was closed here fails with an error of its stream, unless it was the proxy that did not answer in time.
    const isOwn = ending.signal.aborted && (signal?.aborted || !(error instanceof ProxyError))
    throw isOwn ? ending.signal.reason : error
  } finally {
    timer.cancel()
    signal?.removeEventListener('abort', stop)
  }
}

type Asked = Required<Pick<GetRequest, 'method' | 'url' | 'headers'>>

/** By the first route whose proxy can be reached. */
async function openByAny(
  net: Net,
  [route = DIRECT, ...others]: readonly Route[],
  asked: Asked,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  try {
    return await open(net, route, asked, signal)
  } catch (error) {
    const isUnreachable = error instanceof ProxyError && error.kind === 'unreachable'
    if (!isUnreachable || others.length === 0 || signal.aborted) throw error
    return openByAny(net, others, asked, signal)
  }
}

/** Resolves with the headers; an abort closes the connection until the body has been read, too. */
function open(
  net: Net,
  { proxy, agent }: Route,
  { method, url, headers }: Asked,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // Of https the proxy only makes the connection; a request in plain http is sent to the proxy itself.
    let isProxyAsked = proxy !== null
    const failed = (error: Error) => reject(proxy !== null && isProxyAsked ? proxyError(proxy, error) : error)
    // A request without a connection does not tell that it is aborted.
    signal.addEventListener('abort', () => failed(signal.reason as Error))
    const request = net.request(
      url,
      {
        method,
        fresh: true,
        trusted: null,
        ...(agent ? { agent } : {}),
        signal,
        headers: { 'accept-encoding': 'identity', ...headers },
      },
      (response) => {
        if (proxy === null || response.statusCode !== 407) return resolve(response)
        response.destroy()
        return failed(new ProxyError(proxy, 'credentials', `${response.statusCode} ${response.statusMessage}`))
      },
    )
    // Never removed: a late error without a listener would end the process.
    request.on('error', failed)
    request.once('socket', () => (isProxyAsked &&= url.protocol === 'http:'))
    request.end()
  })
}

/** @throws ProblemError `redirected` for an address that is none, or that is less safe than the one before */
function target(from: URL, location: string): URL {
  const refused = () => fail('redirected', { server: from.origin }, { detail: location.slice(0, 200) })
  if (!URL.canParse(location, from.href)) throw refused()
  const to = new URL(location, from)
  if (to.protocol !== 'https:' && to.protocol !== from.protocol) throw refused()
  if (to.protocol !== 'https:' && to.protocol !== 'http:') throw refused()
  to.username = ''
  to.password = ''
  return to
}

async function read(response: IncomingMessage, { origin }: URL, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of decodedBody(response, origin) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > maxBytes) throw fail('answer_too_large', { server: origin, bytes: maxBytes })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
