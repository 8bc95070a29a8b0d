import { type IncomingHttpHeaders, request as httpRequest } from 'node:http'

export interface Sent {
  method: string
  path: string
  headers?: Record<string, string>
  /** Text is sent unchanged, anything else as JSON. */
  body?: unknown
}

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** Whether the connection was closed before the end of the answer. */
  cut: boolean
}

export interface Listening {
  /** Called with each line as it arrives; `false` disconnects. */
  onLine?: (line: string) => boolean | void
}

/** One request on its own connection, with exactly the given headers. */
export function send(
  url: string,
  { method, path, headers = {}, body }: Sent,
  { onLine }: Listening = {},
): Promise<Reply> {
  const content =
    body === undefined || body === null ? undefined : typeof body === 'string' ? body : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const length = content === undefined ? {} : { 'content-length': String(Buffer.byteLength(content)) }
    const options = { method, headers: { ...length, ...headers }, agent: false } as const
    const request = httpRequest(new URL(path, url), options, (response) => {
      let text = ''
      let read = 0
      const finish = (cut: boolean) =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, cut })
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        for (let end = text.indexOf('\n', read); end >= 0; end = text.indexOf('\n', read)) {
          const line = text.slice(read, end)
          read = end + 1
          if (onLine?.(line) === false) request.destroy()
        }
      })
      response.once('end', () => finish(false))
      response.once('error', () => finish(true))
    })
    request.once('error', reject)
    request.end(content)
  })
}

/** The lines of a stream; those that are not JSON as text. */
export function linesOf({ text }: Pick<Reply, 'text'>): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return JSON.parse(line) as unknown
      } catch {
        return line
      }
    })
}
