import { createHash } from 'node:crypto'
import http, { type IncomingMessage, type RequestListener } from 'node:http'
import { connect, createServer, type LookupFunction, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problem as en } from '#shared/i18n/en/problem.ts'
import { parseName, type NameParts } from '#shared/ollama/name.ts'
import { closeAll, listen, serve, serveTls } from '../core/hosts/test-hosts.ts'
import type { Net } from '../core/platform.ts'
import { ProblemError } from '../core/problem.ts'
import { createRedactor } from '../core/redact.ts'
import { createRegistryClient } from '../core/registry/registry.ts'
import { makeCertificate } from '../core/test-certificate.ts'
import { ManualClock } from '../core/test-clock.ts'
import { createNet } from './net.ts'
import { createRoutes } from './proxy-routes.ts'
import { environmentProxies, systemProxies, type ProxySettings } from './proxy-settings.ts'

afterEach(closeAll)

const manifest = JSON.stringify({
  schemaVersion: 2,
  config: { digest: `sha256:${'c'.repeat(64)}`, size: 1 },
  layers: [{ mediaType: 'application/vnd.ollama.image.model', digest: `sha256:${'a'.repeat(64)}`, size: 99 }],
})
const digest = createHash('sha256').update(manifest).digest('hex')
const name = parseName('me/small:1b') as NameParts
const certificate = makeCertificate({ names: ['registry.test', 'mirror.test', '127.0.0.1'] })
const giveManifest: RequestListener = (_, response) => void response.end(manifest)

/** Trusts the certificate of these tests. Each name that it looks up, rather than a proxy, is this computer's. */
const lookedUp: string[] = []
const net: Net = {
  ...createNet(),
  request(url, options, answered) {
    const lookup: LookupFunction = (host, { all }, done) => {
      lookedUp.push(host)
      if (all) done(null, [{ address: '127.0.0.1', family: 4 }])
      else done(null, '127.0.0.1', 4)
    }
    const forTests = { ...options, lookup, ca: certificate.cert }
    return createNet().request(url, forTests, answered)
  },
}
beforeEach(() => void lookedUp.splice(0))

/** A proxy: the names of `servers` exist for it alone. It tells what it is asked, and may want credentials. */
async function proxy(servers: Record<string, string>, credentials?: string) {
  const asked: string[] = []
  const isLetIn = ({ headers }: IncomingMessage) =>
    credentials === undefined ||
    headers['proxy-authorization'] === `Basic ${Buffer.from(credentials).toString('base64')}`
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '')
    asked.push(`${request.method} ${url.href}`)
    if (!isLetIn(request)) return void response.writeHead(407).end()
    const to = servers[url.hostname]
    if (to === undefined) return void response.writeHead(502).end()
    const headers = { host: url.host, accept: request.headers.accept }
    return void http.get(new URL(url.pathname, to), { headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
  })
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    asked.push(`CONNECT ${request.url}`)
    const to = servers[request.url?.split(':')[0] ?? '']
    client.on('error', () => client.destroy())
    if (!isLetIn(request)) return void client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    if (to === undefined) return void client.end('HTTP/1.1 403 Forbidden by policy\r\n\r\n')
    const target = connect(Number(new URL(to).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n')
      target.pipe(client).pipe(target)
    })
    return void target.on('error', () => client.destroy())
  })
  return { address: await listen(server, 'http'), asked }
}

const redactor = createRedactor()
const clock = new ManualClock()
const client = (settings: ProxySettings) =>
  createRegistryClient({ net, clock, routesTo: createRoutes(settings, redactor) })
const by = (HTTPS_PROXY: string) => environmentProxies({ HTTPS_PROXY, HTTP_PROXY: HTTPS_PROXY })

/** The digest of what is found, or what the user sees. */
async function seen(settings: ProxySettings, base = 'https://registry.test', signal?: AbortSignal): Promise<string> {
  try {
    return (await client(settings).manifest({ base, name }, signal)).digest
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const { code, params, detail = '' } = error.problem
    expect(JSON.stringify(error.problem)).not.toContain('geheim')
    const title = en[code].title.replaceAll(/\{\{(\w+)\}\}/g, (_, key: string) => String(params[key]))
    return `${title} | ${detail}`.replaceAll(/:\d{4,5}\b/g, ':PORT')
  }
}

describe('a registry is asked through the proxy', () => {
  it('of https by CONNECT, and its name is resolved there', async () => {
    const { address, asked } = await proxy({ 'registry.test': await serveTls(certificate, giveManifest) })
    expect(await seen(by(address))).toBe(digest)
    expect(asked).toEqual(['CONNECT registry.test:443'])
    expect(lookedUp).toEqual([])
  })

  it('of plain http by the whole address', async () => {
    const { address, asked } = await proxy({ 'registry.test': await serve(giveManifest) })
    expect(await seen(by(address), 'http://registry.test:5000')).toBe(digest)
    expect(asked).toEqual(['GET http://registry.test:5000/v2/me/small/manifests/1b'])
    expect(lookedUp).toEqual([])
  })

  it.each(['https', 'http'])(
    'of %s with the credentials of its address, which the registry does not get',
    async (scheme) => {
      const act: RequestListener = ({ headers }, response) => {
        expect(headers['proxy-authorization'] ?? headers.authorization).toBeUndefined()
        response.end(manifest)
      }
      const target = scheme === 'https' ? await serveTls(certificate, act) : await serve(act)
      const { address } = await proxy({ 'registry.test': target }, 'ann:geheim/1')
      expect(await seen(by(address.replace('//', '//ann:geheim%2F1@')), `${scheme}://registry.test`)).toBe(digest)
      expect(redactor.redact('it says geheim/1, or geheim%2F1')).toBe('it says …, or …')
      expect(redactor.redact(Buffer.from('ann:geheim/1').toString('base64'))).toBe('…')
    },
  )

  it('by SOCKS, and its name is resolved there', async () => {
    const target = new URL(await serveTls(certificate, giveManifest))
    const asked: string[] = []
    const address = await listen(
      createServer((socket) => {
        socket.once('data', () => {
          socket.write(Buffer.of(5, 0))
          // Version, command, 0, kind of address (3: a name), length, name, port.
          socket.once('data', (request) => {
            asked.push(`${request[3]} ${request.subarray(5, -2).toString()}`)
            socket.write(Buffer.of(5, 0, 0, 1, 127, 0, 0, 1, 0, 0))
            const to = connect(Number(target.port), '127.0.0.1')
            socket.pipe(to).pipe(socket)
            socket.on('error', () => to.destroy())
          })
        })
      }),
      'http',
    )
    const answer = `SOCKS5 ${new URL(address).host}`
    expect(await seen(systemProxies(async () => answer))).toBe(digest)
    expect(asked).toEqual(['3 registry.test'])
    expect(lookedUp).toEqual([])
  })

  it('at each redirect by the settings for its address', async () => {
    const mirror = (await serveTls(certificate, giveManifest)).replace('127.0.0.1', 'mirror.test')
    const location = `${mirror}/v2/x`
    const origin = await serveTls(certificate, (_, response) => void response.writeHead(307, { location }).end())
    const { address, asked } = await proxy({ 'registry.test': origin })
    expect(await seen(environmentProxies({ HTTPS_PROXY: address, NO_PROXY: 'mirror.test' }))).toBe(digest)
    expect(asked).toEqual(['CONNECT registry.test:443'])
    expect(lookedUp).toEqual(['mirror.test'])
  })

  it('from a direct one to one with a proxy', async () => {
    const { address, asked } = await proxy({ 'mirror.test': await serveTls(certificate, giveManifest) })
    const base = await serveTls(
      certificate,
      (_, response) => void response.writeHead(302, { location: 'https://mirror.test/v2/x' }).end(),
    )
    expect(await seen(by(address), base)).toBe(digest)
    expect(asked).toEqual(['CONNECT mirror.test:443'])
  })
})

describe('no proxy is asked', () => {
  it('for this computer', async () => {
    const { address, asked } = await proxy({})
    const base = await serve(giveManifest)
    expect(await seen(by(address), base)).toBe(digest)
    expect(await seen(by(address), base.replace('127.0.0.1', 'localhost'))).toBe(digest)
    expect(asked).toEqual([])
  })

  it('for a host in NO_PROXY', async () => {
    const { address, asked } = await proxy({})
    const base = (await serveTls(certificate, giveManifest)).replace('127.0.0.1', 'registry.test')
    expect(await seen(environmentProxies({ HTTPS_PROXY: address, NO_PROXY: 'registry.test' }), base)).toBe(digest)
    expect(asked).toEqual([])
  })
})

describe('a proxy that cannot be used is told', () => {
  const local = 'The proxy 127.0.0.1:PORT'
  it.each(['https', 'http'])('when it wants credentials, %s', async (scheme) => {
    const { address } = await proxy({}, 'ann:other')
    const base = `${scheme}://registry.test`
    const wants = `${local} wants a user name and password | `
    expect(await seen(by(address), base)).toContain(wants)
    expect(await seen(by(address.replace('//', '//ann:geheim@')), base)).toContain(wants)
  })

  it('when it refuses the address', async () => {
    const { address } = await proxy({})
    expect(await seen(by(address))).toBe(
      `${local} does not connect Corral to ollama.com | CONNECT: 403 Forbidden by policy`,
    )
  })

  it.each(['https', 'http'])('when it is not there, %s', async (scheme) => {
    const base = `${scheme}://registry.test`
    expect(await seen(by('http://ann:geheim@127.0.0.1:9'), base)).toMatch(
      /^The proxy 127.0.0.1:9 does not answer \| .*ECONNREFUSED/,
    )
    expect(await seen(by('socks5://ann:geheim@127.0.0.1:9'), base)).toMatch(
      /^The proxy 127.0.0.1:9 does not answer \| .*ECONNREFUSED/,
    )
  })

  const refuses = 'does not connect Corral to ollama.com'
  it.each([
    ['no HTTP', 'hello\r\n\r\n', refuses, refuses],
    ['no HTTP, and ends', 'hello', 'does not answer', refuses],
    ['nothing', '', 'does not answer', 'does not answer'],
  ])('when its answer is %s', async (_, answer, https, plain) => {
    const address = await listen(
      createServer((socket) => void socket.on('error', () => {}).once('data', () => socket.end(answer))),
      'http',
    )
    expect(await seen(by(address))).toContain(`${local} ${https} | `)
    expect(await seen(by(address), 'http://registry.test')).toContain(`${local} ${plain} | `)
  })

  it('when it never answers, and its connection is closed', async () => {
    let closed = () => {}
    const isClosed = new Promise<void>((resolve) => (closed = resolve))
    const address = await listen(
      createServer((socket) => {
        socket.on('error', () => {}).on('close', closed)
        socket.once('data', () => void clock.advance(20_000))
      }),
      'http',
    )
    expect(await seen(by(address))).toBe('The proxy 127.0.0.1:PORT does not answer | timed_out')
    await isClosed
  })

  it('not when the user cancels', async () => {
    const cancel = new AbortController()
    const address = await listen(
      createServer((socket) => void socket.on('error', () => {}).once('data', () => cancel.abort())),
      'http',
    )
    expect(await seen(by(address), undefined, cancel.signal)).toMatch(/^Cancelled/)
    const never: ProxySettings = () => new Promise(() => {})
    expect(await seen(never, undefined, AbortSignal.abort())).toMatch(/^Cancelled/)
  })

  it('when the setting is no address, or of an unknown kind', async () => {
    expect(await seen(by('http://ann:geheim@:bad'))).toMatch(
      /does not answer \| the setting is not the address of a proxy/,
    )
    expect(await seen(by('ftp://ann:geheim@a.test'))).toBe(
      'The proxy a.test does not answer | a proxy cannot be used by ftp:',
    )
  })
})

describe('of several proxies', () => {
  it('the next one is used where one is not there, and none where one refuses', async () => {
    const target = await serveTls(certificate, giveManifest)
    const good = await proxy({ 'registry.test': target })
    const bad = await proxy({})
    const list =
      (...addresses: string[]): ProxySettings =>
      async () =>
        addresses
    expect(await seen(list('http://127.0.0.1:9', good.address, bad.address))).toBe(digest)
    expect(await seen(list(bad.address, good.address))).toMatch(/403 Forbidden/)
    expect([good.asked.length, bad.asked.length]).toEqual([1, 1])
  })
})
