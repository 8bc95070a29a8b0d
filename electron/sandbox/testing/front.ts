import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import type { Line } from './start.ts'

/** What a proxy does with one pull. */
export interface Change {
  /** Answers it by itself. */
  answer?: (request: IncomingMessage, response: ServerResponse) => void
  /** Sees each line; `false` keeps it back. */
  line?: (line: Line, response: ServerResponse) => boolean
  /** Leaves the answer open when that of the server ends. */
  staysOpen?: boolean
}

/**
 * For tests: a proxy in front of a server, which can be taken down and started again at its port.
 *
 * @param changes what it does with the first pull, the second and so on
 */
export async function startFront(
  target: string,
  changes: (nth: number, request: IncomingMessage) => Change | undefined,
) {
  let pulls = 0
  const sockets = new Set<Socket>()
  const server = http.createServer((request, response) => {
    // The clock of the test is another one.
    response.sendDate = false
    const change = request.url === '/api/pull' ? changes(++pulls, request) : undefined
    if (change?.answer) return change.answer(request, response)
    const { method, headers, url = '/' } = request
    const upstream = http.request(new URL(url, target), { method, headers, agent: false }, (answer) => {
      answer.on('error', () => response.destroy())
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      if (!change?.line) return void answer.pipe(response)
      const lines = createInterface({ input: answer })
      lines.on('error', () => response.destroy())
      lines.on('line', (text) => {
        const passes = change.line?.(JSON.parse(text) as Line, response) ?? true
        if (passes && !response.destroyed && !response.writableEnded) response.write(`${text}\n`)
      })
      lines.on('close', () => change.staysOpen || response.end())
      return undefined
    })
    upstream.on('error', () => response.destroy())
    response.once('close', () => upstream.destroy())
    request.pipe(upstream)
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const up = async (port: number) => {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }
  const down = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(down)
  const port = await up(0)
  return {
    url: `http://127.0.0.1:${port}`,
    pulls: () => pulls,
    /** Breaks all connections. */
    cut: () => sockets.forEach((socket) => socket.destroy()),
    down,
    up: () => up(port),
  }
}
