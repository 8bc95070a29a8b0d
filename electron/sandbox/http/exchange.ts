import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../../core/platform.ts'
import { goJson } from './go.ts'
import { Refusal } from './refusal.ts'

/** Go sends a body of up to this many bytes with a content length, and a longer one chunked. */
const BUFFERED_BYTES = 2048
const JSON_TYPE = 'application/json; charset=utf-8'

/** A request and its answer. */
export class Exchange {
  readonly request: IncomingMessage
  /** Aborts when the client disconnects before the answer is complete. */
  readonly gone: AbortSignal
  readonly #response: ServerResponse

  constructor(request: IncomingMessage, response: ServerResponse, clock: Clock) {
    this.request = request
    this.#response = response
    const gone = new AbortController()
    this.gone = gone.signal
    response.once('close', () => response.writableFinished || gone.abort(new Refusal(499, 'request canceled')))
    response.sendDate = false
    response.setHeader('date', new Date(clock.now()).toUTCString())
  }

  async body(): Promise<Buffer> {
    const chunks: Buffer[] = []
    for await (const chunk of this.request) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  }

  setHeader(name: string, value: string): void {
    this.#response.setHeader(name, value)
  }

  empty(status = 200): void {
    this.#send(status, null, '')
  }

  /** 204, without body and content length. */
  nothing(): void {
    this.#response.writeHead(204)
    this.#response.end()
  }

  /** 200 without a body, for `HEAD`. */
  found(): void {
    this.#response.writeHead(200)
    this.#response.end()
  }

  text(status: number, type: string, text: string): void {
    this.#send(status, type, text)
  }

  json(value: unknown, status = 200, type = JSON_TYPE): void {
    this.#send(status, type, goJson(value))
  }

  /** JSON that is already serialised. */
  raw(json: string): void {
    this.#send(200, JSON_TYPE, json)
  }

  refuse(refusal: Refusal): void {
    const { error, signinUrl: signin_url } = refusal
    this.json(signin_url === undefined ? { error } : { error, signin_url }, refusal.status)
  }

  /** A line of a stream; the first one sends the headers. */
  line(text: string): void {
    if (this.#response.destroyed) return
    if (!this.#response.headersSent) this.#response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    this.#response.write(`${text}\n`)
  }

  get started(): boolean {
    return this.#response.headersSent
  }

  /** An error before the first line of a stream has its own status, and no content length. */
  refuseStream({ status, message }: Refusal): void {
    if (this.#response.destroyed) return
    this.#response.writeHead(status, { 'content-type': 'application/json' })
    this.#response.write(goJson({ error: message }))
    this.#response.end()
  }

  end(): void {
    this.#response.end()
  }

  /** Closes the connection without ending the answer. */
  destroy(): void {
    this.#response.destroy()
  }

  #send(status: number, type: string | null, body: string): void {
    if (this.#response.destroyed) return
    const bytes = Buffer.from(body)
    if (type !== null) this.#response.setHeader('content-type', type)
    this.#response.statusCode = status
    if (bytes.length > BUFFERED_BYTES) {
      this.#response.write(bytes)
      this.#response.end()
      return
    }
    this.#response.setHeader('content-length', bytes.length)
    this.#response.end(bytes)
  }
}
