import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { os } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { App } from '../core/app.ts'
import { openWebServer, type WebServer } from './web-server.ts'

const token = 'the-token-of-this-run'
const router = {
  hello: os.handler(() => 'hello'),
  big: os.handler(({ input }) => String(input).length),
  bytes: os.handler(() => ({ bytes: new Blob([new Uint8Array([1, 2, 3])]) })),
}
const assets = new Map([
  ['/', { type: 'text/html; charset=utf-8', body: Buffer.from('<h1>Corral</h1>') }],
  ['/assets/main.js', { type: 'text/javascript; charset=utf-8', body: Buffer.from('1') }],
])

let server: WebServer
beforeEach(async () => {
  server = await openWebServer({ router } as unknown as Pick<App, 'router'>, assets, { port: 0, token })
})
afterEach(() => server.close())

function get(
  path: string,
  options: http.RequestOptions = {},
): Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }> {
  return new Promise((resolve, reject) => {
    http
      .request({ host: '127.0.0.1', port: server.port, path, agent: false, ...options }, (response) => {
        let body = ''
        response.on('data', (chunk) => (body += String(chunk)))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
      })
      .on('error', reject)
      .end()
  })
}

/** The status of a refused upgrade, or `open`. */
function upgrade(
  options: { protocols?: string[]; path?: string; headers?: Record<string, string> } = {},
): Promise<string> {
  const { protocols = ['corral', `token.${token}`], path = '/rpc', headers = {} } = options
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, protocols, {
    headers: { origin: server.origin, ...headers },
  })
  return new Promise((resolve) => {
    socket.on('open', () => {
      socket.terminate()
      resolve('open')
    })
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)))
    socket.on('error', () => resolve('closed'))
  })
}

describe('the page', () => {
  it('is served by exact path, with restrictive headers', async () => {
    const { status, headers, body } = await get('/?anything')
    expect([status, body]).toEqual([200, '<h1>Corral</h1>'])
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/)
    expect(headers['content-security-policy']).toContain(
      `connect-src ws://127.0.0.1:${server.port} ws://localhost:${server.port};`,
    )
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    })
    expect((await get('/', { method: 'HEAD' })).body).toBe('')
  })

  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/..%2fpackage.json',
    '/assets/..\\..\\package.json',
    '//etc/passwd',
    '/assets/main.js%00.html',
    '/assets/',
    '/index.html/',
    'http://127.0.0.1/',
    'file:///etc/passwd',
  ])('answers %s with nothing', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: '' })
  })

  it('is served only under its own host name and for reading', async () => {
    for (const host of [
      'evil.example',
      `evil.example:${server.port}`,
      '127.0.0.1',
      `127.0.0.1.evil.example:${server.port}`,
    ])
      expect((await get('/', { headers: { host } })).status).toBe(403)
    expect((await get('/', { headers: { host: `localhost:${server.port}` } })).status).toBe(200)
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await get('/', { method })).status).toBe(405)
  })

  it('is bound to loopback', async () => {
    const outside = net.connect({ host: '127.0.0.2', port: server.port })
    const [error] = (await once(outside, 'error')) as [NodeJS.ErrnoException]
    expect(['ECONNREFUSED', 'EADDRNOTAVAIL']).toContain(error.code)
  })
})

describe('the socket', () => {
  it('opens with the token from the page’s own origin, for calls and binary data', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, ['corral', `token.${token}`], {
      origin: server.origin,
    })
    await once(socket, 'open')
    expect(socket.protocol).toBe('corral')
    const client = createORPCClient<{
      hello(): Promise<string>
      bytes(): Promise<{ bytes: Blob }>
    }>(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }))
    expect(await client.hello()).toBe('hello')
    const { bytes } = await client.bytes()
    expect([...new Uint8Array(await bytes.arrayBuffer())]).toEqual([1, 2, 3])
    socket.terminate()
  })

  it('refuses other origins, names and paths at once', async () => {
    expect(await upgrade()).toBe('open')
    expect(await upgrade({ headers: { origin: 'http://evil.example' } })).toBe('403')
    expect(await upgrade({ headers: { origin: 'null' } })).toBe('403')
    expect(await upgrade({ headers: { origin: `http://127.0.0.1:${server.port + 1}` } })).toBe('403')
    expect(await upgrade({ headers: { origin: '' } })).toBe('403')
    expect(await upgrade({ headers: { host: 'evil.example' } })).toBe('403')
    expect(await upgrade({ path: '/rpc/../rpc2' })).toBe('404')
  })

  it('refuses wrong tokens, delayed and with a bounded number at once', async () => {
    const started = Date.now()
    const guesses = await Promise.all(
      Array.from({ length: 40 }, (_, index) => upgrade({ protocols: ['corral', `token.guess-${index}`] })),
    )
    expect(Date.now() - started).toBeGreaterThan(900)
    expect(guesses.filter((answer) => answer === '401')).toHaveLength(16)
    expect(guesses.filter((answer) => answer === 'closed')).toHaveLength(24)
    expect(await upgrade({ protocols: ['corral'] })).toBe('401')
    expect(await upgrade({ protocols: [`token.${token}`] })).toBe('401')
    expect(await upgrade()).toBe('open')
  })

  it('closes on a message beyond the bound', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, ['corral', `token.${token}`], {
      origin: server.origin,
    })
    await once(socket, 'open')
    socket.on('error', () => {})
    socket.send(Buffer.alloc(33 * 1024 * 1024))
    const [code] = (await once(socket, 'close')) as [number]
    expect([1006, 1009]).toContain(code)
    expect(await upgrade()).toBe('open')
  })
})
