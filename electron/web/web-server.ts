import { createHash, timingSafeEqual } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import { nothing, pageHeaders, type Assets } from '../assets.ts'
import type { App } from '../core/app.ts'

/** The largest message the page may send: enough for the texts of one embedding run. */
const MAX_MESSAGE = 32 * 1024 * 1024
const SLOW_DOWN = 1000
const MAX_WAITING = 16
const PATH = '/rpc'

export interface WebServer {
  /** Without the token. */
  origin: string
  port: number
  close(): Promise<void>
}

export interface WebServerOptions {
  port: number
  token: string
  /** Another origin that may open the socket: a development server. */
  alsoFrom?: string | undefined
}

/**
 * Serves the page and the router on loopback. Any user of this computer can load the page, which holds no data. The
 * socket opens only with the token of this run, from the page's own origin, under the server's own host name (which
 * prevents DNS rebinding).
 */
export async function openWebServer(
  app: Pick<App, 'router'>,
  assets: Assets,
  options: WebServerOptions,
): Promise<WebServer> {
  const server = http.createServer({ maxHeaderSize: 16 * 1024 })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port: options.port, exclusive: true }, resolve)
  })
  const { port } = server.address() as AddressInfo
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`])
  const origins = new Set([...hosts].map((host) => `http://${host}`))
  if (options.alsoFrom) origins.add(options.alsoFrom)
  const headers = pageHeaders([...hosts].map((host) => `ws://${host}`).join(' '))

  server.on('request', (request, response) => {
    const refuse = (status: number) => response.writeHead(status, headers).end()
    request.resume()
    if (!hosts.has(request.headers.host ?? '')) return refuse(403)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    const { type, body } = assets.get((request.url ?? '').split('?', 1)[0] ?? '') ?? nothing
    if (!body) return refuse(404)
    response.writeHead(200, { ...headers, 'content-type': type, 'content-length': body.length })
    return response.end(request.method === 'HEAD' ? undefined : body)
  })

  const handler = new RPCHandler(app.router)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
    handleProtocols: () => 'corral',
  })
  const wanted = digest(`token.${options.token}`)
  let waiting = 0

  server.on('upgrade', (request, socket: Duplex, head) => {
    socket.on('error', () => socket.destroy())
    const refuse = (status: string) =>
      socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    const { host = '', origin = '' } = request.headers
    if (!hosts.has(host) || !origins.has(origin)) return refuse('403 Forbidden')
    if (request.url !== PATH) return refuse('404 Not Found')
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
    if (!offered.includes('corral') || !offered.some((name) => timingSafeEqual(digest(name), wanted))) {
      // Wrong tokens are delayed and bounded in number, which is enough for 256 bits.
      if (waiting >= MAX_WAITING) return void socket.destroy()
      waiting += 1
      setTimeout(() => {
        waiting -= 1
        refuse('401 Unauthorized')
      }, SLOW_DOWN).unref()
      return undefined
    }
    return sockets.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => ws.terminate())
      void handler.upgrade(ws, { context: {} })
    })
  })

  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    async close() {
      for (const ws of sockets.clients) ws.terminate()
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      server.closeAllConnections()
      await closed
    },
  }
}

/** A hash, since the comparison in constant time needs equal lengths. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
