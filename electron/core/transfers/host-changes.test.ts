import { once } from 'node:events'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { anybody, bearer, closeAll, codeOf, open, serve, serveTls } from '../hosts/test-hosts.ts'
import { manualClock } from '../test-clock.ts'
import { makeCertificate } from '../test-certificate.ts'
import { testPlatform, type TestPlatform } from '../test-platform.ts'

afterEach(closeAll)

const first = `{"status":"pulling manifest"}\n{"status":"pulling aaa","digest":"sha256:${'a'.repeat(64)}","total":100,"completed":40}\n`
const success = '{"status":"success"}\n'

/** A server that leaves its pulls to the test. */
function pulls() {
  const asked: { request: IncomingMessage; response: ServerResponse }[] = []
  const act: RequestListener = (request, response) => {
    if (request.url !== '/api/pull') return anybody(request, response)
    asked.push({ request, response })
    return void response.writeHead(200, { 'content-type': 'application/x-ndjson' }).write(first)
  }
  const nth = async (n: number) => {
    await vi.waitFor(() => expect(asked.length).toBeGreaterThanOrEqual(n))
    return asked[n - 1] ?? expect.fail()
  }
  return { act, nth, count: () => asked.length }
}

async function start(files: Record<string, string> = {}, change: Partial<TestPlatform> = {}) {
  const { clock, turn } = manualClock()
  const platform = { ...testPlatform({}, files), clock, ...change }
  const { app, client } = await open(platform)
  const one = (id: string) => app.transfers.all().find((transfer) => transfer.id === id)
  const become = (id: string, wanted: Partial<Transfer>) => vi.waitFor(() => expect(one(id)).toMatchObject(wanted))
  /** The transfers of the next run over the same files. */
  const later = async () => {
    await app.close()
    return open({ ...testPlatform({}, Object.fromEntries(platform.disk.files)), ...change })
  }
  return { app, client, platform, turn, one, become, later }
}
const pull = async (client: CorralClient, hostId: string, name = 'm') =>
  (await client.transfers.start({ hostId, kind: 'pull', name })).id

describe('a transfer whose host is changed while it waits to try again', () => {
  it('goes on at once, with the new credentials', async () => {
    const server = pulls()
    const url = await serve(server.act)
    const { client, become } = await start()
    const { id: hostId } = await client.hosts.add({ name: 'box', url, credentials: bearer('old-token') })
    const id = await pull(client, hostId)
    const broken = await server.nth(1)
    await become(id, { completed: 40 })
    broken.response.destroy()
    await become(id, { problem: expect.objectContaining({ code: 'ended_early' }) as Transfer['problem'] })
    await client.hosts.update({ hostId, name: 'box', url, credentials: bearer('new-token') })
    const again = await server.nth(2)
    again.response.end(success)
    await become(id, { state: 'done', attempt: 1 })
    expect([broken, again].map(({ request }) => request.headers.authorization)).toEqual([
      'Bearer old-token',
      'Bearer new-token',
    ])
  })

  it('goes on at the new address, under the certificate that is trusted there', async () => {
    const [here, there] = [pulls(), pulls()]
    const url = await serve(here.act)
    const other = await serveTls(makeCertificate(), there.act)
    const { client, become } = await start()
    const { id: hostId } = await client.hosts.add({ name: 'box', url })
    const id = await pull(client, hostId)
    const broken = await here.nth(1)
    await become(id, { completed: 40 })
    broken.response.destroy()
    await become(id, { problem: expect.objectContaining({ code: 'ended_early' }) as Transfer['problem'] })
    const { fingerprint } = await client.hosts.certificate({ url: other })
    await client.hosts.update({ hostId, name: 'box', url: other, trust: fingerprint })
    ;(await there.nth(1)).response.end(success)
    await become(id, { state: 'done', attempt: 1 })
    expect(here.count()).toBe(1)
  })

  it('is otherwise tried with what its host has by then', async () => {
    const server = pulls()
    const url = await serve(server.act)
    const { client, become, turn } = await start()
    const { id: hostId } = await client.hosts.add({ name: 'box', url, credentials: bearer('old-token') })
    const id = await pull(client, hostId)
    const broken = await server.nth(1)
    await become(id, { completed: 40 })
    await client.hosts.update({ hostId, name: 'box', url, credentials: bearer('new-token') })
    broken.response.destroy()
    await become(id, { problem: expect.objectContaining({ code: 'ended_early' }) as Transfer['problem'] })
    await turn(1500)
    expect((await server.nth(2)).request.headers.authorization).toBe('Bearer new-token')
    await client.transfers.cancel({ id })
  })
})

describe('the transfers of a host that is removed', () => {
  it('end, say so, close their requests and are not offered again', async () => {
    const server = pulls()
    const url = await serve(server.act)
    const { app, client, become, one, later } = await start()
    const { id: hostId } = await client.hosts.add({ name: 'box', url })
    const done = await pull(client, hostId, 'done')
    ;(await server.nth(1)).response.end(success)
    await become(done, { state: 'done' })
    const cancelled = await pull(client, hostId, 'cancelled')
    await become(cancelled, { completed: 40 })
    await client.transfers.cancel({ id: cancelled })
    const waiting = await pull(client, hostId, 'waiting')
    const broken = await server.nth(3)
    await become(waiting, { completed: 40 })
    broken.response.destroy()
    await vi.waitFor(() => expect(one(waiting)?.retryAt).not.toBeNull())
    const running = await pull(client, hostId, 'running')
    const closed = once((await server.nth(4)).response, 'close')
    await become(running, { completed: 40 })

    await client.hosts.remove({ hostId })
    await closed
    for (const [id, model] of [
      [waiting, 'waiting:latest'],
      [running, 'running:latest'],
    ] as const)
      await become(id, {
        state: 'failed',
        retryAt: null,
        problem: expect.objectContaining({
          code: 'host_removed',
          params: { host: 'box', model },
        }) as Transfer['problem'],
      })
    expect(one(done)).toMatchObject({ state: 'done' })
    expect(one(cancelled)).toMatchObject({ state: 'cancelled' })
    for (const { id, attempt } of app.transfers.all()) {
      expect(await codeOf(client.transfers.retry({ id }))).toBe('host_unknown')
      expect(one(id)).toMatchObject({ attempt })
    }
    expect((await later()).app.transfers.all()).toEqual([])
  })
})

describe('the transfers of this computer', () => {
  it('stay with it, running and ended, when the user saves it under a name', async () => {
    const server = pulls()
    const url = await serve(server.act)
    const local = { ...testPlatform().local, url }
    const { client, become, one, later } = await start({}, { local })
    const ended = await pull(client, 'local', 'ended')
    await become(ended, { completed: 40 })
    await client.transfers.cancel({ id: ended })
    const running = await pull(client, 'local', 'running')
    await become(running, { completed: 40 })
    const { id: hostId } = await client.hosts.add({ name: 'mine', url })
    expect(one(ended)).toMatchObject({ hostId, state: 'cancelled' })
    expect(one(running)).toMatchObject({ hostId, state: 'running' })
    const broken = await server.nth(2)
    broken.response.destroy()
    await vi.waitFor(() => expect(one(running)?.retryAt).not.toBeNull())
    await client.transfers.retry({ id: running })
    await server.nth(3)
    const next = await later()
    expect(next.app.transfers.all()).toMatchObject([
      { id: ended, hostId, state: 'cancelled' },
      { id: running, hostId, state: 'preparing' },
    ])
    ;(await server.nth(4)).response.end(success)
    await vi.waitFor(() => expect(next.app.transfers.all().at(-1)).toMatchObject({ state: 'done' }))
  })
})

it('is not written down as cancelled when Corral quits', async () => {
  const server = pulls()
  const url = await serve(server.act)
  const { client, become, platform, app } = await start()
  const { id: hostId } = await client.hosts.add({ name: 'box', url })
  const id = await pull(client, hostId)
  await become(id, { completed: 40 })
  const { response } = await server.nth(1)
  const closed = once(response, 'close')
  await app.close()
  await closed
  expect(platform.disk.files.get('operations.journal')).not.toContain('"state":"cancelled"')
})
