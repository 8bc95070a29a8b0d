import { once } from 'node:events'
import http, { type IncomingMessage, type RequestListener } from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TestCertificate } from '../electron/core/test-certificate.ts'

interface ProxyOptions {
  /** Which requests are allowed; the others get a 401 that asks for a token. */
  lets?: (headers: IncomingMessage['headers']) => boolean
  certificate?: TestCertificate
  port?: number
}

export interface Proxy {
  url: string
  port: number
  /** The `Authorization` headers received. */
  heard: Set<string>
  close(): Promise<void>
}

/** A proxy in front of an Ollama: it requires a token, or https, or both. */
export async function startProxy(behind: string, { lets, certificate, port = 0 }: ProxyOptions = {}): Promise<Proxy> {
  const heard = new Set<string>()
  const pass: RequestListener = (request, response) => {
    const { authorization, ...headers } = request.headers
    if (authorization) heard.add(authorization)
    if (lets && !lets(request.headers)) {
      response.writeHead(401, { 'www-authenticate': 'Bearer realm="box"' }).end(`no: ${authorization ?? ''}`)
      return
    }
    const { host } = new URL(behind)
    const onward = http.request(
      new URL(request.url ?? '/', behind),
      { method: request.method ?? 'GET', headers: { ...headers, host }, agent: false },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  }
  const server = certificate ? https.createServer(certificate, pass) : http.createServer(pass)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const bound = (server.address() as AddressInfo).port
  return {
    url: `${certificate ? 'https' : 'http'}://127.0.0.1:${bound}`,
    port: bound,
    heard,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
