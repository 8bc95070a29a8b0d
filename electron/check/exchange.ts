import type { IncomingHttpHeaders } from 'node:http'
import { parseJson } from '#shared/ollama/fields.ts'
import type { Net } from '../core/platform.ts'

export interface Request {
  method: 'GET' | 'HEAD' | 'POST' | 'DELETE'
  path: string
  headers?: Record<string, string>
  /** Sent as it is where it is text, else as JSON. */
  body?: unknown
  /** What is special about it, for the recording. */
  note?: string
  /** Milliseconds until it is given up; a minute by default. */
  within?: number
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** `undefined` where the body is no JSON. */
  json: unknown
  /** The lines of a stream, with the milliseconds since the request. */
  lines: { ms: number; line: unknown }[]
  ms: number
}

const MINUTE = 60_000
/** A verbose `show` can be long; more than this is no answer. */
const MOST_BYTES = 512 * 1024 * 1024

/** Sends one request as it is and reads the whole answer, whatever its status; throws where there is none. */
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
