import { afterEach, describe, expect, it } from 'vitest'
import { readModels } from '#shared/domain/models.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { makeCertificate } from '../test-certificate.ts'
import { testPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'
import { anybody, closeAll, codeOf, hostOf, open, serve, serveTls } from './test-hosts.ts'

afterEach(closeAll)

describe('what is wrong with an address', () => {
  it('https where http is spoken, and the reverse', async () => {
    const plain = await serve(anybody)
    const secure = await serveTls(makeCertificate(), anybody)
    const { client } = await open()
    expect(await problemOf(client.hosts.test({ url: plain.replace('http:', 'https:') }))).toMatchObject({
      code: 'plain_http',
      params: { right: plain },
    })
    expect(await problemOf(client.hosts.test({ url: secure.replace('https:', 'http:') }))).toMatchObject({
      code: 'needs_https',
      params: { right: secure },
    })
  })

  it('a path with no server at it', async () => {
    const url = await serve((request, response) => {
      if (request.url?.startsWith('/api/')) anybody(request, response)
      else response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
    })
    const { client } = await open()
    expect(await problemOf(client.hosts.test({ url: `${url}/v1` }))).toMatchObject({
      code: 'path_wrong',
      params: { right: url },
    })
    expect(await client.hosts.test({ url })).toMatchObject({ version: '0.33.0' })
  })

  it('a pasted path after the prefix of an Ollama', async () => {
    const url = await serve((request, response) => {
      if (/^\/gpu\/ollama\/api\/(version|tags)$/.test(request.url ?? '')) anybody(request, response)
      else response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
    })
    const { client } = await open()
    for (const tail of ['/v1', '/api/tags', '/v1/'])
      expect(await problemOf(client.hosts.test({ url: `${url}/gpu/ollama${tail}` }))).toMatchObject({
        code: 'path_wrong',
        params: { right: `${url}/gpu/ollama` },
      })
    expect(await client.hosts.test({ url: `${url}/gpu/ollama` })).toMatchObject({ version: '0.33.0' })
  })

  it('a proxy with nothing behind it', async () => {
    const url = await serve((_request, response) => response.writeHead(502).end('<html>Bad gateway'))
    const { client, app } = await open()
    expect(await codeOf(client.hosts.test({ url }))).toBe('gateway_down')
    const { id } = await client.hosts.add({ name: '', url })
    await client.hosts.check({ hostId: id })
    expect(hostOf(app.hosts.state(), id)).toMatchObject({ reach: 'down', problem: { code: 'gateway_down' } })
  })
})

describe('the list', () => {
  it('keeps the host of this run current when the user saves it', async () => {
    const url = await serve(anybody)
    const { client, app } = await open(testPlatform({ host: url }))
    expect(app.hosts.state().currentId).toBe('run')
    const host = await client.hosts.add({ name: 'mine', url })
    expect(app.hosts.state()).toMatchObject({ currentId: host.id })
    expect(app.hosts.state().hosts.map(({ kind }) => kind)).toEqual(['local', 'saved'])
  })

  it('has this computer’s own again when a saved host at its address is removed', async () => {
    const platform = testPlatform()
    const { client, app } = await open(platform)
    const host = await client.hosts.add({ name: 'mine', url: platform.local.url })
    expect(app.hosts.state().hosts.map(({ kind }) => kind)).toEqual(['saved'])
    await client.hosts.remove({ hostId: host.id })
    expect(app.hosts.state().hosts.map(({ kind }) => kind)).toEqual(['local'])
  })

  it('opens with the default host, not with the last used one', async () => {
    const [a, b] = [await serve(anybody), await serve(anybody)]
    const platform = testPlatform()
    const { client, app } = await open(platform)
    const first = await client.hosts.add({ name: 'a', url: a })
    const second = await client.hosts.add({ name: 'b', url: b })
    await client.hosts.setDefault({ hostId: first.id })
    await client.hosts.select({ hostId: second.id })
    expect(app.hosts.state().defaultId).toBe(first.id)
    await app.close()

    const later = await open(platform)
    expect(later.app.hosts.state()).toMatchObject({ currentId: first.id, defaultId: first.id })
    await later.client.hosts.setDefault({ hostId: null })
    await later.app.close()
    const again = await open(platform)
    expect(again.app.hosts.state()).toMatchObject({ currentId: second.id, defaultId: null })
    await again.client.hosts.setDefault({ hostId: second.id })
    await again.client.hosts.remove({ hostId: second.id })
    expect(again.app.hosts.state().defaultId).toBeNull()
    expect(await codeOf(again.client.hosts.setDefault({ hostId: 'nobody' }))).toBe('host_unknown')
  })
})

describe('typed memory', () => {
  const memory = { gpus: [24, 12], isUnified: false, ram: 64, cacheType: 'q8_0' as const, slots: 4 }

  it('is kept with a saved host, also when its name or address changes, and in the next run', async () => {
    const [url, other] = [await serve(anybody), await serve(anybody)]
    const platform = testPlatform()
    const { client, app } = await open(platform)
    const { id: hostId } = await client.hosts.add({ name: 'box', url })
    expect(hostOf(app.hosts.state(), hostId)?.memory).toBeNull()
    await client.hosts.setMemory({ hostId, memory })
    await client.hosts.update({ hostId, name: 'renamed', url })
    await client.hosts.update({ hostId, name: 'renamed', url: other })
    expect(hostOf(app.hosts.state(), hostId)).toMatchObject({ name: 'renamed', url: other, memory })
    await app.close()
    const later = await open(platform)
    expect(hostOf(later.app.hosts.state(), hostId)?.memory).toEqual(memory)
    await later.client.hosts.setMemory({ hostId, memory: null })
    expect(hostOf(later.app.hosts.state(), hostId)?.memory).toBeNull()
  })

  it('of this computer is kept, goes into the list with its host, and is there again after that is removed', async () => {
    const platform = testPlatform()
    const { client, app } = await open(platform)
    await client.hosts.setMemory({ hostId: 'local', memory })
    await app.close()
    const later = await open(platform)
    expect(hostOf(later.app.hosts.state(), 'local')?.memory).toEqual(memory)
    const { id: hostId, memory: taken } = await later.client.hosts.add({ name: 'mine', url: platform.local.url })
    expect(taken).toEqual(memory)
    await later.client.hosts.remove({ hostId })
    expect(hostOf(later.app.hosts.state(), 'local')?.memory).toEqual(memory)
  })

  it('of a host of this run is not written', async () => {
    const { client, app, platform } = await open(testPlatform({ host: await serve(anybody) }))
    await client.hosts.setMemory({ hostId: 'run', memory })
    expect(hostOf(app.hosts.state(), 'run')?.memory).toEqual(memory)
    expect(platform.disk.files.has('hosts.json')).toBe(false)
  })

  it.each([
    ['a GPU without memory', { ...memory, gpus: [0] }],
    ['more GPUs than a computer has', { ...memory, gpus: Array.from({ length: 17 }, () => 8) }],
    ['no number', { ...memory, ram: Number.NaN }],
  ])('cannot be %s', async (_what, odd) => {
    const { client } = await open()
    await expect(client.hosts.setMemory({ hostId: 'local', memory: odd })).rejects.toThrow()
  })
})

describe('the models last seen', () => {
  it('are kept while the host is down and in the next run, and deleted with the host', async () => {
    const sandbox = await startSandbox({ rate: 0 })
    const platform = testPlatform()
    const { client, app } = await open(platform)
    const { id: hostId } = await client.hosts.add({ name: '', url: sandbox.url })
    expect(await client.hosts.lastSeen({ hostId })).toBeNull()
    await client.library.list({ hostId })
    await sandbox.close()
    const seen = await client.hosts.lastSeen({ hostId })
    const models = readModels(seen?.models ?? '[]')
    expect(models.length).toBeGreaterThan(10)
    expect(seen?.total).toBe(models.length)
    expect(models.find(({ name }) => name === 'llama3.2:latest')?.details).toMatchObject({ parameterSize: '3.2B' })
    await app.close()

    const later = await open(platform)
    expect(await later.client.hosts.lastSeen({ hostId })).toEqual(seen)
    await later.client.hosts.remove({ hostId })
    expect([...platform.disk.files.keys()].filter((name) => name.startsWith('seen-'))).toEqual([])
  })
})
