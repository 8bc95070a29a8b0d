import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import { joinBytes, type OwnBytes } from '../bytes.ts'
import type { Clock, Net, Timer } from '../platform.ts'
import { ProblemError, fail } from '../problem.ts'
import { decodedBody } from './decode-body.ts'
import { answerProblem, networkError, nodeCode } from './errors.ts'

export interface HttpRequest {
  method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  /** Below the host's URL, with a leading slash. */
  path: string
  body?: unknown
  /** The model, for the parameters of a problem. */
  model?: string | undefined
  signal?: AbortSignal | undefined
  /** Milliseconds until the answer must have begun; `null` for no limit. */
  beginWithin: number | null
  /** Largest body accepted, in bytes. */
  maxBytes?: number
}

export interface HttpAnswer {
  body: Buffer
  /** The server's clock from its `Date` header, in milliseconds since 1970 with a resolution of a second. */
  date: number | null
}

/** An answer of any status. */
export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export interface Http {
  /** Reads a whole answer. Throws `ProblemError` for any status but 2xx. */
  readBody(ask: HttpRequest): Promise<HttpAnswer>
  /** The same for a very large body, in parts of about 1 MiB, so that all of them are never copied at once. */
  readParts(ask: HttpRequest): Promise<OwnBytes[]>
  /** The server's clock minus ours at its last answer, in milliseconds; `null` if no answer had a date. */
  clockAhead(): number | null
  /** For identifying a server: an answer of any status, at most 1 MiB, within 5 seconds; else `null`. Never throws. */
  peek(path: string): Promise<RawAnswer | null>
  /** The chunks of a streaming answer; leaving the loop closes the connection. */
  stream(ask: HttpRequest): Promise<AsyncIterable<Uint8Array>>
}

/** Headers for every request to a server, and the certificate to accept. */
export interface Access {
  headers: Readonly<Record<string, string>>
  /** Fingerprint of the only certificate to accept; `null` for any that this computer trusts. */
  trusted: string | null
}

const CONNECT_WITHIN = 10_000
/** Longest pause inside a body that is being read whole, in milliseconds. */
const QUIET_WITHIN = 60_000
/** Milliseconds without data before TCP keep-alive probes begin; ten unanswered ones, a second apart, end the connection. */
const PROBE_AFTER = 30_000
const MAX_BYTES = 64 * 1024 * 1024
const PART_BYTES = 1024 * 1024
const MAX_ERROR_BYTES = 64 * 1024
const PEEK_WITHIN = 5_000
const MAX_PEEK_BYTES = 1024 * 1024

/**
 * HTTP as Ollama needs it: no `Origin` header (a foreign one is refused), no redirects (headers belong to one
 * origin), and only the timeouts named here (a pull may send nothing for minutes).
 *
 * @param server origin and path, without credentials or trailing slash
 */
export function createHttp(net: Net, clock: Clock, server: string, access: () => Promise<Access>): Http {
  let ahead: number | null = null
  const open = async (
    ask: HttpRequest,
    fresh = ask.method !== 'GET' && ask.method !== 'HEAD',
  ): Promise<IncomingMessage> => {
    const { headers, trusted } = await access()
    return new Promise((resolve, reject) => {
      const asked = { server, model: ask.model }
      const body = ask.body === undefined ? undefined : Buffer.from(JSON.stringify(ask.body))
      let timer: Timer | undefined
      let answered = false
      const request = net.request(
        new URL(server + ask.path),
        {
          method: ask.method,
          fresh,
          trusted,
          headers: {
            accept: 'application/json, application/x-ndjson',
            // Without it a proxy may choose any encoding.
            'accept-encoding': 'identity',
            ...headers,
            ...(body ? { 'content-type': 'application/json', 'content-length': body.length } : {}),
          },
        },
        (response) => {
          timer?.cancel()
          answered = true
          const date = Date.parse(response.headers.date ?? '')
          if (!Number.isNaN(date)) ahead = date - clock.now()
          resolve(response)
        },
      )
      // Otherwise a stream from a server that lost its network would never end.
      request.setSocketKeepAlive(true, PROBE_AFTER)
      let connected = false
      const giveUp = () => request.destroy(fail(connected ? 'timed_out' : 'connect_timed_out', { server }))
      const stop = () => request.destroy(fail('cancelled', { server }))
      ask.signal?.addEventListener('abort', stop)
      request.once('close', () => ask.signal?.removeEventListener('abort', stop))
      if (ask.signal?.aborted) stop()
      const deadline = (ms: number | null) => {
        timer?.cancel()
        timer = ms === null ? undefined : clock.after(ms, giveUp)
      }
      deadline(Math.min(CONNECT_WITHIN, ask.beginWithin ?? CONNECT_WITHIN))
      request.on('socket', (socket) => {
        const ready = () => {
          connected = true
          deadline(ask.beginWithin)
        }
        if (socket.connecting) socket.once('connect', ready)
        else ready()
      })
      // Never removed: a late error without a listener would end the process.
      request.on('error', (error) => {
        timer?.cancel()
        // The server closed a kept connection just as it was reused; a read can be repeated safely.
        const isStale = !fresh && !answered && request.reusedSocket && nodeCode(error) === 'ECONNRESET'
        if (isStale && !ask.signal?.aborted) resolve(open(ask, true))
        else reject(networkError(error, asked))
      })
      request.end(body)
    })
  }

  /** The chunks of a body, with no pause longer than `QUIET_WITHIN`. */
  async function* steadily(body: Readable, ask: HttpRequest): AsyncGenerator<Buffer, void> {
    let timer: Timer | undefined
    const wait = () => {
      timer?.cancel()
      timer = clock.after(QUIET_WITHIN, () => body.destroy(fail('timed_out', { server })))
    }
    wait()
    try {
      for await (const chunk of chunksOf(body, ask)) {
        wait()
        yield chunk
      }
    } finally {
      timer?.cancel()
    }
  }

  /** The chunks of a body of at most `maxBytes`. */
  async function* bounded(response: IncomingMessage, ask: HttpRequest, maxBytes: number): AsyncGenerator<Buffer, void> {
    let size = 0
    for await (const chunk of steadily(decodedBody(response, server), ask)) {
      size += chunk.length
      if (size > maxBytes) throw fail('answer_too_large', { server, bytes: maxBytes })
      yield chunk
    }
  }

  const readAll = async (response: IncomingMessage, ask: HttpRequest, maxBytes: number): Promise<Buffer> => {
    const chunks: Buffer[] = []
    for await (const chunk of bounded(response, ask, maxBytes)) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  /** The first `bytes` of a body, or what came of one that ends early or cannot be decoded. */
  const readStart = async (response: IncomingMessage, ask: HttpRequest, bytes: number): Promise<string> => {
    const chunks: Buffer[] = []
    let left = bytes
    try {
      for await (const chunk of steadily(decodedBody(response, server), ask)) {
        chunks.push(chunk.subarray(0, left))
        left -= chunk.length
        if (left <= 0) break
      }
    } catch (error) {
      if (ask.signal?.aborted) throw error
    }
    return Buffer.concat(chunks).toString('utf8')
  }

  const refuseUnlessOk = async (response: IncomingMessage, ask: HttpRequest): Promise<void> => {
    const status = response.statusCode ?? 0
    if (status >= 200 && status < 300) return
    const body = await readStart(response, ask, MAX_ERROR_BYTES)
    const { 'content-type': contentType = '', 'www-authenticate': challenge, location } = response.headers
    const signed = Object.keys((await access()).headers).length > 0
    const refusal = { status, contentType, body, challenge, location }
    const told = answerProblem(refusal, { server, model: ask.model, path: ask.path, signed })
    const retryAfter =
      status === 429 || status === 503 ? retryAfterOf(response.headers['retry-after'], clock.now()) : undefined
    throw new ProblemError(retryAfter === undefined ? told : { ...told, retryAfter })
  }

  return {
    async readBody(ask) {
      const response = await open(ask)
      await refuseUnlessOk(response, ask)
      const body = await readAll(response, ask, ask.maxBytes ?? MAX_BYTES)
      const date = Date.parse(response.headers.date ?? '')
      return { body, date: Number.isNaN(date) ? null : date }
    },
    async readParts(ask) {
      const response = await open(ask)
      await refuseUnlessOk(response, ask)
      const parts: OwnBytes[] = []
      let chunks: Buffer[] = []
      let size = 0
      for await (const chunk of bounded(response, ask, ask.maxBytes ?? MAX_BYTES)) {
        chunks.push(chunk)
        size += chunk.length
        if (size < PART_BYTES) continue
        parts.push(joinBytes(chunks))
        chunks = []
        size = 0
      }
      return [...parts, joinBytes(chunks)]
    },
    clockAhead: () => ahead,
    async peek(path) {
      const ending = new AbortController()
      const timer = clock.after(PEEK_WITHIN, () => ending.abort())
      const ask: HttpRequest = { method: 'GET', path, signal: ending.signal, beginWithin: PEEK_WITHIN }
      try {
        const response = await open(ask)
        const body = String(await readAll(response, ask, MAX_PEEK_BYTES))
        return { status: response.statusCode ?? 0, headers: response.headers, body }
      } catch {
        return null
      } finally {
        timer.cancel()
      }
    },
    async stream(ask) {
      const response = await open(ask)
      await refuseUnlessOk(response, ask)
      return chunksOf(decodedBody(response, server), ask)
    },
  }

  async function* chunksOf(body: Readable, ask: HttpRequest): AsyncGenerator<Buffer, void> {
    try {
      yield* body as AsyncIterable<Buffer>
    } catch (error) {
      throw ask.signal?.aborted ? fail('cancelled', { server }) : networkError(error, { server, model: ask.model })
    } finally {
      body.destroy()
    }
  }
}

/**
 * Milliseconds, from the number of seconds or the date of a `Retry-After` header; `undefined` if it is neither.
 *
 * @param now in milliseconds since 1970
 */
export function retryAfterOf(value: string | undefined, now: number): number | undefined {
  const ms = /^\s*\d+\s*$/.test(value ?? '') ? Number(value) * 1000 : Date.parse(value ?? '') - now
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined
}
