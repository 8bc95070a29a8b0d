import { once } from 'node:events'
import http, { type RequestListener } from 'node:http'
import { connect, type AddressInfo, type LookupFunction } from 'node:net'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { readModels } from '#shared/domain/models.ts'
import { anybody, bearer, closeAll, hostOf, open, serve } from '../hosts/test-hosts.ts'
import { problemOf } from '../test-problem.ts'
import { testPlatform, type TestPlatform } from '../test-platform.ts'

afterEach(closeAll)

const row = (name: string) => ({ name, size: 7, digest: `d-${name}`, modified_at: '2026-01-01T00:00:00Z' })
/** An Ollama that answers each list with the next of these. */
const listing =
  (names: () => string[]): RequestListener =>
  (request, response) => {
    if (request.url !== '/api/tags') return anybody(request, response)
    response.setHeader('content-type', 'application/json')
    return void response.end(JSON.stringify({ models: names().map(row) }))
  }
const namesOf = (list: { models: string | null }) => readModels(list.models ?? '[]').map(({ name }) => name)

it('two servers behind one name are reported once', async () => {
  let turn = 0
  const url = await serve(listing(() => (turn++ % 2 === 0 ? ['a:1', 'b:1'] : ['c:1', 'd:1'])))
  const { client, app } = await open()
  const { id: hostId } = await client.hosts.add({ name: '', url })
  const told: boolean[] = []
  for (let poll = 0; poll < 5; poll++) {
    await client.library.list({ hostId })
    told.push(hostOf(app.hosts.state(), hostId)?.severalServers ?? false)
  }
  expect(told).toEqual([false, false, true, true, true])
})

it('localhost keeps the address family that answered first', async ({ skip }) => {
  const servers = { 4: http.createServer(listing(() => ['four:1'])), 6: http.createServer(listing(() => ['six:1'])) }
  servers[4].listen(0, '127.0.0.1')
  await once(servers[4], 'listening')
  const { port } = servers[4].address() as AddressInfo
  const hasBoth = await once(servers[6].listen(port, '::1'), 'listening').then(
    () => true,
    () => false,
  )
  const close = (family: 4 | 6) => new Promise((closed) => servers[family].close(closed).closeAllConnections())
  onTestFinished(async () => void (await Promise.all([close(4), close(6)])))
  skip(!hasBoth, 'a computer without IPv6')

  // The system returns both addresses in changing order.
  const platform = testPlatform()
  const { net } = platform
  let turn = 0
  const addresses = [
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ] as const
  const lookup: LookupFunction = (_host, { family, all }, found) => {
    const named = addresses.filter((one) => !family || one.family === family)
    const [first = addresses[0], ...others] = turn++ % 2 === 0 ? named : named.toReversed()
    if (all) found(null, [first, ...others])
    else found(null, first.address, first.family)
  }
  platform.net = { ...net, request: (url, options, answered) => net.request(url, { ...options, lookup }, answered) }
  const { client } = await open(platform)
  const url = `http://localhost:${port}`
  const { id: hostId } = await client.hosts.add({ name: '', url })
  await client.hosts.check({ hostId })
  const first = namesOf(await client.library.list({ hostId }))
  for (let again = 0; again < 5; again++) {
    expect(namesOf(await client.library.list({ hostId }))).toEqual(first)
  }
  await close(first[0] === 'six:1' ? 6 : 4)
  expect(await problemOf(client.library.list({ hostId }))).toMatchObject({ code: 'refused' })
  // An address that is entered again has no fixed family.
  expect(await client.hosts.test({ url })).toMatchObject({ server: 'ollama' })
})

it.each([
  ['darwin', 'EHOSTUNREACH', '192.168.1.20', 'local_network_denied'],
  ['darwin', 'EHOSTUNREACH', '8.8.8.8', 'unreachable'],
  ['darwin', 'ENETUNREACH', '192.168.1.20', 'unreachable'],
  ['linux', 'EHOSTUNREACH', '192.168.1.20', 'unreachable'],
] as const)('on %s, %s for %s is %s', async (system, code, address, wanted) => {
  const platform = testPlatform()
  platform.info = { ...platform.info, platform: system }
  platform.net.request = (url, options, answered) =>
    http.request(
      url,
      {
        ...options,
        // The attempt ends before anything is sent.
        createConnection: () =>
          connect({
            host: 'box',
            port: 1,
            lookup: (_host, _options, found) =>
              found(Object.assign(new Error(`connect ${code} ${address}:11434`), { code, address }), []),
          }),
      },
      answered,
    )
  const { client, app } = await open(platform)
  const url = `http://${address}:11434`
  expect(await problemOf(client.hosts.test({ url }))).toMatchObject({ code: wanted, params: { server: url } })
  const { id: hostId } = await client.hosts.add({ name: '', url })
  await client.hosts.check({ hostId })
  expect(hostOf(app.hosts.state(), hostId)).toMatchObject({ reach: 'down', problem: { code: wanted } })
})

it.each([
  ['linux', false, '127.0.0.1', { system: 'linux' }],
  ['win32', false, 'localhost', { system: 'win32' }],
  ['linux', true, '127.0.0.1', { system: 'wsl' }],
  ['linux', false, '192.0.2.7', { here: 1 }],
  ['linux', false, '192.0.2.8', {}],
] as const)('a refusal on %s (WSL: %s) at %s tells what its advice depends on', async (system, isWsl, name, params) => {
  const platform = testPlatform()
  platform.info = { ...platform.info, platform: system }
  platform.computer = { addresses: () => ['192.0.2.7', 'fd00::7'], isWsl }
  refuseAllBut(platform, 'nothing')
  const { client } = await open(platform)
  const problem = await problemOf(client.hosts.test({ url: `http://${name}:9` }))
  expect(problem).toMatchObject({ code: 'refused', params })
  if (!('here' in params)) expect(problem.params).not.toHaveProperty('here')
})

it('an Ollama that listens at loopback only is found by another address of this computer, without its token', async () => {
  const seen: (string | undefined)[] = []
  const url = await serve((request, response) => {
    seen.push(request.headers.authorization)
    anybody(request, response)
  })
  const platform = testPlatform()
  platform.computer = { addresses: () => ['192.0.2.7', 'fd00::7'], isWsl: false }
  refuseAllBut(platform, '127.0.0.1')
  const { client } = await open(platform)
  for (const own of ['192.0.2.7', '[fd00::7]'])
    expect(
      await problemOf(client.hosts.test({ url: url.replace('127.0.0.1', own), credentials: bearer('a-token') })),
    ).toMatchObject({ code: 'only_loopback', params: { right: url } })
  expect(new Set(seen)).toEqual(new Set([undefined]))
})

/** Refuses connections except those to one host. */
function refuseAllBut(platform: TestPlatform, name: string): void {
  const { net } = platform
  const lookup: LookupFunction = (_host, _options, found) =>
    found(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), [])
  platform.net = {
    ...net,
    request: (url, options, answered) =>
      url.hostname === name
        ? net.request(url, options, answered)
        : http.request(
            url,
            { ...options, createConnection: () => connect({ host: 'box', port: 1, lookup }) },
            answered,
          ),
  }
}

const MINUTE = 60_000
it.each([
  [7 * MINUTE, 'pull model manifest: 401', { code: 'clock_off', params: { minutes: 7 } }],
  [-90 * MINUTE, 'pull model manifest: 403: ', { code: 'clock_off', params: { minutes: 90 } }],
  [7 * MINUTE, 'pull model manifest: 401: {"details":"private"}', { code: 'registry_denied' }],
  [7 * MINUTE, 'pull model manifest: file does not exist', { code: 'unknown_model' }],
  [30_000, 'pull model manifest: 401', { code: 'registry_denied' }],
])('a pull refused by a server whose clock is %i ms off with %j', async (ahead, error, wanted) => {
  const url = await serve((request, response) => {
    response.setHeader('date', new Date(Date.now() + ahead).toUTCString())
    if (request.url !== '/api/pull') return anybody(request, response)
    return void response.end(`{"status":"pulling manifest"}\n${JSON.stringify({ error })}\n`)
  })
  const { client } = await open()
  const { id: hostId } = await client.hosts.add({ name: '', url })
  const { id } = await client.transfers.start({ hostId, kind: 'pull', name: 'a:1' })
  await vi.waitFor(async () => {
    const { value } = await (await client.transfers.watch()).next()
    expect(value).toMatchObject({ transfers: [{ id, state: 'failed', problem: wanted }] })
  })
})

it('ollama.com is a cloud: no size is disk use, and nothing there is pulled or deleted', async () => {
  const origin = await serve((request, response) => {
    if (request.url !== '/api/tags') return void response.writeHead(404, { 'content-type': 'text/html' }).end('<html>')
    return void response.end(JSON.stringify({ models: [row('gpt-oss:120b')] }))
  })
  const platform = testPlatform()
  const { net } = platform
  platform.net = {
    ...net,
    request: (url, options, answered) =>
      net.request(url.hostname === 'ollama.com' ? new URL(url.pathname, origin) : url, options, answered),
  }
  const { client, app } = await open(platform)
  const { id: hostId } = await client.hosts.add({ name: '', url: 'https://ollama.com' })
  await client.hosts.check({ hostId })
  expect(hostOf(app.hosts.state(), hostId)).toMatchObject({ reach: 'up', server: 'ollama_cloud', version: null })
  const list = await client.library.list({ hostId })
  expect(readModels(list.models ?? '[]')).toMatchObject([{ cloud: { model: 'gpt-oss:120b', host: 'ollama.com' } }])
})
