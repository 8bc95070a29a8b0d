import type { IncomingHttpHeaders } from 'node:http'
import { parseJson } from '#shared/ollama/fields.ts'
import type { Net } from '../core/platform.ts'

export interface Request {
  method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  path: string
  headers?: Record<string, string>
  /** Text is sent unchanged, anything else as JSON. */
  body?: unknown
  /** A note for the recording. */
  note?: string
  /** Deadline in milliseconds; a minute by default. */
  within?: number
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** `undefined` if the body is not JSON. */
  json: unknown
  /** The lines of a stream, each with the milliseconds since the request. */
  lines: { ms: number; line: unknown }[]
  ms: number
}

const MINUTE = 60_000
/** Largest body, in bytes: a verbose `show` can be long. */
const MOST_BYTES = 512 * 1024 * 1024

/** Sends a request and reads the whole answer of any status; throws without an answer. */
export function exchange(net: Net, server: string, request: Request, stop: AbortSignal): Promise<Answer> {
  const { method, path, headers = {}, body, within = MINUTE } = request
  const content = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  const length = content === undefined ? {} : { 'content-length': String(Buffer.byteLength(content)) }
  const signal = AbortSignal.any([stop, AbortSignal.timeout(within)])
  const began = Date.now()
  return new Promise((resolve, reject) => {
    const sent = net.request(
      new URL(server + path),
      { method, headers: { ...length, ...headers }, fresh: true, trusted: null, signal },
      (response) => {
        const isStream = response.headers['content-type']?.startsWith('application/x-ndjson') ?? false
        const lines: Answer['lines'] = []
        let text = ''
        let read = 0
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
          if (text.length > MOST_BYTES) sent.destroy(new Error('the answer is too long'))
          if (!isStream) return
          for (let end = text.indexOf('\n', read); end >= 0; end = text.indexOf('\n', read)) {
            lines.push({ ms: Date.now() - began, line: parseJson(text.slice(read, end)) })
            read = end + 1
          }
        })
        response.once('error', reject)
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: isStream ? undefined : parseJson(text),
            lines,
            ms: Date.now() - began,
          }),
        )
      },
    )
    sent.once('error', reject)
    sent.end(content)
  })
}
