import type { Change } from '#shared/contract/system.ts'
import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import type { RunningState } from '#shared/contract/running.ts'
import { bearer, closeAll, codeOf, open, serve } from '../hosts/test-hosts.ts'
import { testPlatform } from '../test-platform.ts'

afterEach(closeAll)

const NAME = 'm:latest'
const row = { size: 5, modified_at: '2026-01-01T00:00:00Z', expires_at: '2099-01-01T00:00:00Z' }

/** A server whose loads last until `finish`, and which counts lists and closed requests. */
async function slowServer() {
  const state = {
    names: [NAME],
    loaded: [] as string[],
    /** Loads requested, and those closed by the client. */
    asked: 0,
    hungUp: 0,
    lists: 0,
    finish: (_status: number) => {},
  }
  const load = (response: ServerResponse) => {
    state.asked += 1
    response.on('close', () => {
      if (!response.writableEnded) state.hungUp += 1
    })
    state.finish = (status) => {
      if (status === 200) state.loaded = [NAME]
      response.statusCode = status
      const answer = { model: NAME, created_at: '2026-01-01T00:00:00Z', done: true, done_reason: 'load' }
      response.end(JSON.stringify(status === 200 ? answer : { error: 'out of memory' }))
    }
  }
  const url = await serve((request, response) => {
    response.setHeader('content-type', 'application/json')
    if (request.url === '/api/generate') return load(response)
    if (request.url === '/api/tags') state.lists += 1
    const rows = (names: string[]) => JSON.stringify({ models: names.map((name) => ({ ...row, name, digest: name })) })
    response.end(
      request.url === '/api/tags'
        ? rows(state.names)
        : request.url === '/api/ps'
          ? rows(state.loaded)
          : '{"version":"0.33.0"}',
    )
  })
  return { state, url }
}

/** The first state of a host for which `isIt` holds. */
async function until(client: CorralClient, hostId: string, isIt: (state: RunningState) => boolean) {
  for await (const state of await client.running.watch({ hostId })) if (isIt(state)) return state
  throw new Error('the stream ended')
}
const isLoading = ({ loading }: RunningState) => loading.length > 0
const hasEnded = ({ loading }: RunningState) => loading.length === 0

describe('a load', () => {
  it('continues when its call is aborted, and shows in every page', async () => {
    const { state, url } = await slowServer()
    const { client } = await open(testPlatform({ host: url }))
    const page = new AbortController()
    const call = client.running.load({ hostId: 'run', name: 'm' }, { signal: page.signal }).catch(() => {})
    const { loading } = await until(client, 'run', isLoading)
    expect(loading).toEqual([{ name: NAME, startedAt: expect.any(Number) as number }])
    await expect.poll(() => state.asked).toBe(1)

    page.abort()
    // Another page, as after a reload.
    expect((await until(client, 'run', isLoading)).loading).toEqual(loading)
    expect([state.asked, state.hungUp]).toEqual([1, 0])
    state.finish(200)
    await call
    expect((await until(client, 'run', hasEnded)).models).toMatchObject([{ name: NAME, otherUse: null }])
    expect(state.hungUp).toBe(0)
  })

  it('tells what the server unloaded to make room, also to a page that comes later', async () => {
    const { state, url } = await slowServer()
    const { client } = await open(testPlatform({ host: url }))
    const other = 'y:latest'
    const load = async () => {
      state.loaded = [other]
      await until(client, 'run', ({ models }) => models.some(({ name }) => name === other))
      const page = new AbortController()
      const before = state.asked
      const loaded = client.running.load({ hostId: 'run', name: NAME }, { signal: page.signal }).catch(() => null)
      await expect.poll(() => state.asked).toBe(before + 1)
      return { loaded, page }
    }
    const received = await load()
    state.finish(200)
    expect(await received.loaded).toMatchObject({ madeRoom: [other] })

    const lost = await load()
    lost.page.abort()
    state.finish(200)
    await until(client, 'run', hasEnded)
    const event = { kind: 'loaded', name: NAME, madeRoom: [other], ms: expect.any(Number) as number }
    for await (const news of await client.events.watch()) {
      expect(news).toMatchObject({ type: 'all', events: [event, event] })
      break
    }
  })

  it('says nothing of a model that was unloaded here meanwhile', async () => {
    const { state, url } = await slowServer()
    const { client } = await open(testPlatform({ host: url }))
    state.names = [NAME, 'y:latest']
    state.loaded = ['y:latest']
    await until(client, 'run', ({ models }) => models.length > 0)
    const load = client.running.load({ hostId: 'run', name: NAME })
    await expect.poll(() => state.asked).toBe(1)
    const finish = state.finish
    const unload = client.running.unload({ hostId: 'run', name: 'y:latest' })
    await expect.poll(() => state.asked).toBe(2)
    state.loaded = []
    state.finish(200)
    state.loaded = []
    expect(await unload).toEqual({ outcome: 'gone' })
    finish(200)
    expect(await load).toMatchObject({ madeRoom: [] })
  })

  it('ends when it is cancelled, and its call throws that', async () => {
    const { state, url } = await slowServer()
    const { client } = await open(testPlatform({ host: url }))
    const code = codeOf(client.running.load({ hostId: 'run', name: NAME }))
    await expect.poll(() => state.asked).toBe(1)
    await client.running.cancelLoad({ hostId: 'run', name: 'other' })
    expect((await until(client, 'run', isLoading)).loading).toHaveLength(1)
    await client.running.cancelLoad({ hostId: 'run', name: NAME })
    expect(await code).toBe('cancelled')
    await expect.poll(() => state.hungUp).toBe(1)
    expect((await until(client, 'run', hasEnded)).models).toEqual([])
  })

  it('is not shown as loaded early by a server that lists it at once, as before 0.30', async () => {
    const { state, url } = await slowServer()
    const { client } = await open(testPlatform({ host: url }))
    const load = client.running.load({ hostId: 'run', name: NAME })
    await expect.poll(() => state.asked).toBe(1)
    state.loaded = [NAME]
    const { readAt } = await until(client, 'run', isLoading)
    const later = await until(client, 'run', (now) => now.readAt !== null && now.readAt !== readAt)
    expect(later).toMatchObject({ models: [], loading: [{ name: NAME }] })
    state.finish(200)
    await load
    expect((await until(client, 'run', hasEnded)).models).toMatchObject([{ name: NAME }])
  })

  it('stays shown as loaded if it was loaded before', async () => {
    const { state, url } = await slowServer()
    const { client } = await open(testPlatform({ host: url }))
    state.loaded = [NAME]
    await until(client, 'run', ({ models }) => models.length === 1)
    const load = client.running.load({ hostId: 'run', name: NAME })
    await expect.poll(() => state.asked).toBe(1)
    const { readAt } = await until(client, 'run', isLoading)
    // The next answer, which says the same, is not told to subscribers at once.
    const now = () => until(client, 'run', () => true)
    await expect.poll(async () => (await now()).readAt, { timeout: 10_000 }).not.toBe(readAt)
    expect(await now()).toMatchObject({ models: [{ name: NAME }] })
    state.finish(200)
    await load
  })

  it('is shown as ended when it fails', async () => {
    const { state, url } = await slowServer()
    const { client } = await open(testPlatform({ host: url }))
    const code = codeOf(client.running.load({ hostId: 'run', name: NAME }))
    await expect.poll(() => state.asked).toBe(1)
    state.finish(500)
    expect(await code).not.toBe('cancelled')
    expect((await until(client, 'run', hasEnded)).loading).toEqual([])
  })

  it('that fails after a reload is shown to the new page until it is dismissed or repeated', async () => {
    const { state, url } = await slowServer()
    const { client } = await open(testPlatform({ host: url }))
    const failed = ({ failedLoads }: RunningState) => failedLoads.length > 0
    const none = ({ failedLoads }: RunningState) => failedLoads.length === 0
    const failAfterReload = async (asked: number) => {
      const page = new AbortController()
      const call = client.running.load({ hostId: 'run', name: 'm' }, { signal: page.signal }).catch(() => {})
      await expect.poll(() => state.asked).toBe(asked)
      page.abort()
      state.finish(500)
      await call
      return until(client, 'run', failed)
    }
    expect(await failAfterReload(1)).toMatchObject({
      loading: [],
      failedLoads: [{ name: NAME, problem: { code: 'out_of_memory' } }],
    })
    await client.running.dismissLoad({ hostId: 'run', name: 'm' })
    await until(client, 'run', none)

    await failAfterReload(2)
    const again = client.running.load({ hostId: 'run', name: NAME })
    await expect.poll(() => state.asked).toBe(3)
    await until(client, 'run', none)
    state.finish(200)
    await again

    // A page that receives the failure shows it itself.
    const code = codeOf(client.running.load({ hostId: 'run', name: NAME }))
    await expect.poll(() => state.asked).toBe(4)
    state.finish(500)
    expect(await code).toBe('out_of_memory')
    expect((await until(client, 'run', hasEnded)).failedLoads).toEqual([])
  })

  it('ends with its host', async () => {
    const { state, url } = await slowServer()
    const { client } = await open()
    const { id: hostId } = await client.hosts.add({ name: 'box', url })
    const code = codeOf(client.running.load({ hostId, name: NAME }))
    await expect.poll(() => state.asked).toBe(1)
    await client.hosts.remove({ hostId })
    expect(await code).toBe('cancelled')
    await expect.poll(() => state.hungUp).toBe(1)
  })

  it('continues when its server is saved', async () => {
    const { state, url } = await slowServer()
    const { client } = await open(testPlatform({ host: url }))
    const load = client.running.load({ hostId: 'run', name: NAME })
    await expect.poll(() => state.asked).toBe(1)
    const { id: hostId } = await client.hosts.add({ name: 'box', url })
    expect((await until(client, hostId, isLoading)).loading).toHaveLength(1)
    state.finish(200)
    await load
    expect((await until(client, hostId, hasEnded)).models).toHaveLength(1)
    expect(state.hungUp).toBe(0)
  })
})

describe('what was read of a host', () => {
  it('is reset with another address or other credentials, for existing subscribers', async () => {
    const [first, second] = [await slowServer(), await slowServer()]
    first.state.loaded = [NAME]
    const { client, app } = await open()
    const { id: hostId } = await client.hosts.add({ name: 'box', url: first.url })
    const states = await client.running.watch({ hostId })
    const next = async (isIt: (state: RunningState) => boolean) => {
      for (;;) {
        const { value, done } = await states.next()
        if (done) throw new Error('the stream ended')
        if (isIt(value)) return value
      }
    }
    await next(({ models }) => models.length === 1)
    await client.hosts.update({ hostId, name: 'box', url: second.url })
    await next(({ models, readAt }) => models.length === 0 && readAt !== null)
    expect(app.running.history(hostId).flatMap(({ models }) => models)).toEqual([])

    second.state.loaded = [NAME]
    await next(({ models }) => models.length === 1)
    await client.hosts.update({ hostId, name: 'box', url: second.url, credentials: bearer('a-token') })
    await next(({ readAt }) => readAt === null)
    expect((await next(({ models }) => models.length === 1)).models[0]?.otherUse).toBeNull()
    expect(app.running.history(hostId)).toHaveLength(1)
    await states.return?.()
  })

  it('is deleted with the host', async () => {
    const { state, url } = await slowServer()
    state.loaded = [NAME]
    const { client, app } = await open()
    const { id: hostId } = await client.hosts.add({ name: 'box', url })
    await until(client, hostId, ({ models }) => models.length === 1)
    await client.hosts.remove({ hostId })
    expect(() => app.running.history(hostId)).toThrow()
  })
})

describe('what another client does to the models', () => {
  it('is announced within one poll for the current host', async () => {
    const { state, url } = await slowServer()
    const { client } = await open(testPlatform({ host: url }))
    const first = await client.library.list({ hostId: 'run' })
    const changes = await client.system.changes()
    const watching = await client.running.watch({ hostId: 'run' })
    await watching.next()
    const began = Date.now()
    state.names = [NAME, 'pulled:latest']
    for (;;) {
      const { value } = await changes.next()
      if ((value as Change | undefined)?.type === 'models') break
    }
    expect(Date.now() - began).toBeLessThan(3500)
    const { models } = await client.library.list({ hostId: 'run', revision: first.revision })
    expect(models).toContain('pulled:latest')
    await watching.return?.()
    await changes.return?.()
  })

  it('is not read if no page has the list', async () => {
    const { state, url } = await slowServer()
    const { client } = await open(testPlatform({ host: url }))
    await until(client, 'run', ({ readAt }) => readAt !== null)
    expect(state.lists).toBe(0)
  })
})
