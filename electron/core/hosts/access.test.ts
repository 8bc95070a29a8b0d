import { afterEach, describe, expect, it } from 'vitest'
import type { Credentials } from '#shared/contract/hosts.ts'
import { memorySecrets } from './access.ts'
import { testPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'
import { anybody, bearer, closeAll, codeOf, hostOf, ollama, open, serve } from './test-hosts.ts'

afterEach(closeAll)

describe('credentials', () => {
  it.each([
    ['a token', bearer('tok-123'), 'authorization', 'Bearer tok-123', { auth: 'bearer', headers: 0 }],
    [
      'name and password',
      { auth: { kind: 'basic', user: 'mé', password: 'p:ss' }, headers: [] },
      'authorization',
      `Basic ${Buffer.from('mé:p:ss').toString('base64')}`,
      { auth: 'basic', headers: 0 },
    ],
    [
      'headers',
      { auth: { kind: 'none' }, headers: [{ name: ' X-Api-Key ', value: ' k1 ' }] },
      'x-api-key',
      'k1',
      { auth: 'none', headers: 1 },
    ],
  ] as const)('%s go with every request', async (_, credentials, header, value, told) => {
    const asked: string[] = []
    const url = await serve((request, response) => {
      if (request.headers[header] === value) asked.push(request.url ?? '')
      ollama((got) => got.headers[header] === value)(request, response)
    })
    const { client } = await open()
    const given: Credentials = { ...credentials, headers: [...credentials.headers] }
    expect(await client.hosts.test({ url, credentials: given })).toMatchObject({ version: '0.33.0' })
    const host = await client.hosts.add({ name: 'box', url, credentials: given })
    expect(host.credentials).toEqual({ ...told, kept: 'run' })
    await client.hosts.check({ hostId: host.id })
    expect(await client.library.list({ hostId: host.id })).toBeDefined()
    expect(asked).toEqual(expect.arrayContaining(['/api/version', '/api/tags']))
  })

  it('are requested when missing, and reported when not accepted', async () => {
    const url = await serve(ollama(({ headers }) => headers.authorization === 'Bearer right'))
    const { client } = await open()
    expect(await problemOf(client.hosts.test({ url }))).toMatchObject({
      code: 'unauthorized',
      params: { scheme: 'bearer' },
    })
    expect(await codeOf(client.hosts.test({ url, credentials: bearer('wrong') }))).toBe('credentials_refused')
    expect(await client.hosts.test({ url, credentials: bearer('right') })).toMatchObject({ version: '0.33.0' })
  })

  it('are kept until replaced, and used when their host is tested', async () => {
    const url = await serve(ollama(({ headers }) => headers.authorization === 'Bearer right'))
    const { client, app } = await open()
    const { id: hostId } = await client.hosts.add({ name: 'a', url, credentials: bearer('right') })
    await client.hosts.update({ hostId, name: 'b', url })
    await client.hosts.check({ hostId })
    expect(hostOf(app.hosts.state(), hostId)).toMatchObject({ name: 'b', reach: 'up', credentials: { auth: 'bearer' } })
    expect(await client.hosts.test({ url, hostId })).toMatchObject({ version: '0.33.0' })
    expect(await codeOf(client.hosts.test({ url, hostId, credentials: null }))).toBe('unauthorized')
    await client.hosts.update({ hostId, name: 'b', url, credentials: null })
    await client.hosts.check({ hostId })
    expect(hostOf(app.hosts.state(), hostId)).toMatchObject({ problem: { code: 'unauthorized' }, credentials: null })
  })

  it('are sent to one origin only', async () => {
    const heard: string[] = []
    const other = await serve((request, response) => {
      heard.push(JSON.stringify(request.headers))
      anybody(request, response)
    })
    const url = await serve(anybody)
    const secrets = memorySecrets()
    const platform = { ...testPlatform(), secrets }
    const { client } = await open(platform)
    const { id: hostId } = await client.hosts.add({ name: 'a', url, credentials: bearer('planted-token') })
    await client.hosts.test({ url: other, hostId })
    const moved = await client.hosts.update({ hostId, name: 'a', url: other })
    expect(moved.credentials).toBeNull()
    await client.hosts.check({ hostId })
    expect(heard.length).toBeGreaterThanOrEqual(2)
    expect(heard.join()).not.toContain('planted-token')
    expect(await secrets.get(`host ${hostId}`)).toBeNull()
  })

  it('are not sent when the address was changed in the file', async () => {
    const heard: string[] = []
    const other = await serve((request, response) => {
      heard.push(JSON.stringify(request.headers))
      anybody(request, response)
    })
    const platform = testPlatform()
    const first = await open(platform)
    const { id: hostId } = await first.client.hosts.add({
      name: 'a',
      url: 'http://127.0.0.1:9',
      credentials: bearer('planted-token'),
    })
    await first.app.close()
    const file = platform.disk.files.get('hosts.json') ?? ''
    platform.disk.files.set('hosts.json', file.replaceAll('http://127.0.0.1:9', other))
    const { app, client } = await open(platform)
    await client.hosts.check({ hostId })
    expect(hostOf(app.hosts.state(), hostId)).toMatchObject({
      reach: 'up',
      credentials: { auth: 'bearer', kept: 'gone' },
    })
    expect(heard.join()).not.toContain('planted-token')
  })

  it('are kept across restarts in a key store, and reported as gone without one', async () => {
    const url = await serve(ollama(({ headers }) => headers.authorization === 'Bearer right'))
    const kept = { ...memorySecrets(), kind: 'os' as const }
    const platform = { ...testPlatform(), secrets: kept }
    const first = await open(platform)
    const { id: hostId } = await first.client.hosts.add({ name: '', url, credentials: bearer('right') })
    await first.app.close()

    const second = await open({ ...platform, secrets: kept })
    await second.client.hosts.check({ hostId })
    expect(hostOf(second.app.hosts.state(), hostId)).toMatchObject({ reach: 'up', credentials: { kept: 'os' } })
    await second.app.close()

    const third = await open({ ...platform, secrets: memorySecrets() })
    await third.client.hosts.check({ hostId })
    expect(hostOf(third.app.hosts.state(), hostId)).toMatchObject({
      problem: { code: 'unauthorized' },
      credentials: { auth: 'bearer', kept: 'gone' },
    })
  })

  it('change nothing when the key store refuses them', async () => {
    const locked = { ...memorySecrets(), set: () => Promise.reject(new Error('the keyring is locked')) }
    const { client, app } = await open({ ...testPlatform(), secrets: locked })
    const problem = await problemOf(
      client.hosts.add({ name: '', url: '192.0.2.1', credentials: bearer('planted-token') }),
    )
    expect(problem).toMatchObject({ code: 'secret_not_kept', detail: 'the keyring is locked' })
    expect(app.hosts.state().hosts.map(({ kind }) => kind)).toEqual(['local'])
  })

  it.each([
    [{ auth: { kind: 'bearer', token: 'two words' }, headers: [] }, 'credentials_invalid'],
    [{ auth: { kind: 'basic', user: 'a:b', password: 'c' }, headers: [] }, 'credentials_invalid'],
    [{ auth: { kind: 'basic', user: '', password: '' }, headers: [] }, 'credentials_invalid'],
    [{ auth: { kind: 'none' }, headers: [{ name: 'Host', value: 'evil' }] }, 'header_invalid'],
    [{ auth: { kind: 'none' }, headers: [{ name: 'X-A', value: 'a\r\nX-B: c' }] }, 'header_invalid'],
    [
      {
        auth: { kind: 'none' },
        headers: [
          { name: 'X-A', value: '1' },
          { name: 'x-a', value: '2' },
        ],
      },
      'header_invalid',
    ],
    [{ auth: { kind: 'bearer', token: 'x' }, headers: [{ name: 'Authorization', value: 'y' }] }, 'header_invalid'],
  ] as const)('%j are refused as %s', async (credentials, code) => {
    const { client } = await open()
    const given = { ...credentials, headers: [...credentials.headers] } as Credentials
    expect(await codeOf(client.hosts.add({ name: '', url: '192.0.2.1', credentials: given }))).toBe(code)
  })
})

describe('planted secrets', () => {
  it('appear in no message to the page, no file, no log and no error', async () => {
    const planted = { token: 'planted-token-1', password: 'planted-pass/2', header: 'planted-header-3' }
    // A proxy that sends back what it refuses, in the answer and in the middle of a stream.
    const url = await serve((request, response) => {
      const [, given = ''] = (request.headers.authorization ?? '').split(' ')
      const told = JSON.stringify({
        error: `denied: ${JSON.stringify(request.headers)} ${Buffer.from(given, 'base64').toString()}`,
      })
      if (request.url === '/api/pull') response.end(`{"status":"pulling manifest"}\n${told}\n`)
      else response.writeHead(500, { 'content-type': 'application/json' }).end(told)
    })
    const { client, app, platform } = await open()
    const seen: string[] = []
    const note = (value: unknown) => void seen.push(JSON.stringify(value))
    const headers = [{ name: 'X-Key', value: planted.header }]
    const credentials: Credentials = { auth: { kind: 'bearer', token: planted.token }, headers }
    note(await problemOf(client.hosts.test({ url, credentials })))
    const host = await client.hosts.add({ name: 'box', url, credentials })
    note(host)
    const basic: Credentials = { auth: { kind: 'basic', user: 'me', password: planted.password }, headers }
    note(await client.hosts.update({ hostId: host.id, name: 'box', url, credentials: basic }))
    await client.hosts.check({ hostId: host.id })
    note(app.hosts.state())
    note(await problemOf(client.library.list({ hostId: host.id })))
    note(await problemOf(client.running.load({ hostId: host.id, name: 'm' })))
    const { id } = await client.transfers.start({ hostId: host.id, kind: 'pull', name: 'm' })
    for await (const event of await client.transfers.watch()) {
      note(event)
      if (event.type === 'one' && event.transfer.id === id && event.transfer.state === 'failed') break
      if (event.type === 'all' && event.transfers.some(({ state }) => state === 'failed')) break
    }
    for await (const state of await client.running.watch({ hostId: host.id })) {
      note(state)
      if (state.problem) break
    }
    app.log.error('a fault', new Error(`with ${planted.token} and Basic ${btoa(`me:${planted.password}`)}`))
    note(await client.system.log({ lines: 100 }))
    note(await problemOf(client.hosts.add({ name: '', url: `http://me:${planted.password}@host` })))
    await app.close()

    const everything = [
      ...seen,
      ...platform.disk.files.values(),
      await platform.log.tail(1e6),
      ...platform.errors.map(String),
    ].join('\n')
    expect(seen.join()).toContain('"x-key\\":\\"…')
    for (const secret of [
      ...Object.values(planted),
      btoa(`me:${planted.password}`),
      encodeURIComponent(planted.password),
    ])
      expect(everything).not.toContain(secret)
    expect(platform.disk.files.has('hosts.json')).toBe(true)
  })
})
