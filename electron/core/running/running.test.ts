import { afterEach, describe, expect, it } from 'vitest'
import type { Loaded } from '#shared/contract/running.ts'
import { readPs } from '#shared/ollama/ps.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { openApp } from '../app.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { LibraryService } from '../library/library.ts'
import type { SettingsService } from '../settings/settings.ts'
import { testPlatform } from '../test-platform.ts'
import { createOwnUses } from './own-uses.ts'
import { createRunning } from './running.ts'
import { manualClock } from '../test-clock.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

describe('the outcome of an unload', () => {
  const NAME = 'm:latest'
  /** A service with a server whose `ps` follows a script. */
  function scripted() {
    const { clock, turn } = manualClock()
    const inSeconds = (seconds: number) => new Date(clock.now() + seconds * 1000).toISOString()
    const loaded = (expires: string, digest = 'd') => ({ name: NAME, digest, size: 9, expires_at: expires })
    const server = { models: [loaded(inSeconds(300))], asked: [] as unknown[] }
    const client = {
      server: 'http://h',
      ps: async () => ({ models: readPs(server)?.rows ?? [], leftOut: 0, date: null }),
      generate: async (request: unknown) => void server.asked.push(request),
    }
    const hosts = { client: () => client, listen: () => {} } as unknown as HostsService
    const library = { find: async () => undefined, known: () => undefined } as unknown as LibraryService
    const settings = { get: () => ({ keepAlive: null }) } as unknown as SettingsService
    const running = createRunning(
      { ...testPlatform(), clock },
      createOwnUses(clock, hosts),
      library,
      settings,
      { of: () => undefined },
      {
        hold: async () => () => {},
        record: (_, run) => run({ id: 'op', recorded: (recorded) => recorded, note: () => {} }),
      },
      { add: () => {} },
      { loaded: () => {}, answered: () => {} },
    )
    /** Advances the clock until the unload has ended. */
    const outcome = async (after: () => unknown, turns = 40) => {
      const unload = running.unload({ hostId: 'h', name: NAME })
      const told: string[] = []
      void unload.then(({ outcome }) => told.push(outcome))
      await turn(0)
      after()
      for (let i = 0; i < turns && told.length === 0; i++) await turn(250)
      return told[0]
    }
    return { server, loaded, inSeconds, outcome, clock }
  }

  it('is `gone`', async () => {
    const { server, outcome } = scripted()
    expect(await outcome(() => (server.models = []))).toBe('gone')
    expect(server.asked).toEqual([{ model: NAME, keep_alive: 0 }])
  })

  it('is `stopping` while a request keeps the model', async () => {
    const { server, loaded, inSeconds, outcome } = scripted()
    // The server lets it expire at once, and lists it until the request has ended.
    const expire = () => (server.models = [loaded(inSeconds(0))])
    expect(await outcome(expire, 20)).toBeUndefined()
    expect(await outcome(() => {})).toBe('stopping')
  })

  it('is a use by another client, reported as soon as it shows', async () => {
    const { server, loaded, inSeconds, outcome, clock } = scripted()
    const began = clock.now()
    const result = await outcome(() => {
      // It shows with the second answer after the unload, which is compared with the first.
      setImmediate(() => (server.models = [loaded(inSeconds(900))]))
    })
    expect(result).toBe('kept')
    expect(clock.now() - began).toBeLessThan(6000)
  })

  it('is a use by another client if only a far expiry shows it', async () => {
    const { server, loaded, outcome } = scripted()
    server.models = [loaded('2318-12-12T11:47:16Z')]
    expect(await outcome(() => {})).toBe('kept')
  })

  it('names a copy by the name that loaded it', async () => {
    const { server, loaded, inSeconds, outcome } = scripted()
    server.models = [{ ...loaded(inSeconds(300)), name: 'original:latest' }]
    expect(await outcome(() => {})).toBe('gone')
  })
})

const expiryOf = ({ expiresAt }: Loaded) => (typeof expiresAt === 'number' ? expiresAt : 0)

describe('who uses a model', () => {
  it('is distinguished from Corral’s own loads, extensions and embeddings', async () => {
    const sandbox = await startSandbox({ rate: 0 })
    closing.push(() => sandbox.close())
    const app = await openApp(testPlatform({ host: sandbox.url }))
    closing.push(() => app.close())
    await app.begin()
    const hostId = 'run'
    const states = app.running.watch(hostId)
    closing.push(async () => states.return?.())
    /** The next answer, in which the expiry of the model is later than before. */
    const moved = async (name: string, than: number) => {
      for (;;) {
        const { value } = await states.next()
        const model = value?.models.find((one) => one.name === name)
        if (model && expiryOf(model) > than) return model
      }
    }
    while ((await states.next()).value?.readAt === null);
    await app.running.load({ hostId, name: 'nomic-embed-text:v1.5', keepAlive: '5m' })
    const loaded = await moved('nomic-embed-text:v1.5', 0)
    expect(loaded.otherUse).toBeNull()

    const texts = ['one']
    const input = {
      hostId,
      model: 'nomic-embed-text:v1.5',
      texts,
      truncate: true,
      alone: false,
      dimensions: 0,
      keepAlive: '6m',
    }
    for await (const event of app.embeddings.run(input)) expect(event.type).toMatch(/progress|done/)
    const embedded = await moved(input.model, expiryOf(loaded))
    expect(embedded.otherUse).toBeNull()

    const before = Date.now()
    await fetch(`${sandbox.url}/api/embed`, {
      method: 'POST',
      body: JSON.stringify({ model: input.model, input: 'two', keep_alive: '9m' }),
    })
    const used = await moved(input.model, expiryOf(embedded))
    expect(used.otherUse?.before).toBeGreaterThanOrEqual(before)
    expect(used.otherUse?.after).toBeLessThanOrEqual(before + 2000)

    const [span] = app.running.history(hostId).filter(({ models }) => models.length > 0)
    expect(span?.models).toMatchObject([{ name: input.model, slot: 0, cpu: 0, unknown: 0 }])
  })
})
