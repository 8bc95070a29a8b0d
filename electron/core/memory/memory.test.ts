import { afterEach, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { readMachine } from '../../sandbox/memory/machine.ts'
import type { HostChange } from '../hosts/lifecycle.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { anybody, closeAll, open, serve } from '../hosts/test-hosts.ts'
import { ManualClock } from '../test-clock.ts'
import { testPlatform, unreadMemory } from '../test-platform.ts'
import { createMemory, looksSame } from './memory.ts'
import { unreadGpu, type MachineMemory } from './machine-memory.ts'

const GIB = 2 ** 30
afterEach(closeAll)

describe('readings of memory', () => {
  it('shows what the models of the sandbox hold', async () => {
    const sandbox: Sandbox = await startSandbox({ rate: 0, machine: readMachine('2:24,12')! })
    const { client } = await open({ ...testPlatform(), openSandbox: async () => sandbox })
    const { id: hostId } = await client.hosts.openSandbox()
    const name = 'llama3.2:latest'
    await client.running.load({ hostId, name })
    const ending = new AbortController()
    for await (const state of await client.memory.watch({ hostId }, { signal: ending.signal })) {
      if (state.state === 'reading') continue
      expect(state).toMatchObject({
        state: 'read',
        ollama: { runners: 1 },
        gpus: [{ total: 24 * GIB }, { total: 12 * GIB }],
      })
      const [first] = state.gpus
      expect(first!.ollama).toBeGreaterThan(GIB)
      expect(first!.used! + first!.free!).toBe(first!.total)
      break
    }
    ending.abort()
    await sandbox.close()
  })

  it('reads again at once when another model is in memory', async () => {
    const sandbox = await startSandbox({ rate: 0, machine: readMachine('2:24,12')! })
    const rarely = { ...sandbox.memory, every: 3_600_000 }
    const { client } = await open({ ...testPlatform(), openSandbox: async () => ({ ...sandbox, memory: rarely }) })
    const { id: hostId } = await client.hosts.openSandbox()
    const ending = new AbortController()
    const inMemory = await client.running.watch({ hostId }, { signal: ending.signal })
    await inMemory.next()
    const runners: (number | undefined)[] = []
    for await (const { state, ollama } of await client.memory.watch({ hostId }, { signal: ending.signal })) {
      if (state === 'reading') continue
      runners.push(ollama?.runners)
      if (runners.length === 2) break
      await client.running.load({ hostId, name: 'llama3.2:latest' })
    }
    ending.abort()
    expect(runners).toEqual([0, 1])
    await sandbox.close()
  })

  it('reads nothing where no Ollama of this computer is seen', async () => {
    const { client } = await open({ ...testPlatform(), machineMemory: unreadMemory })
    const { id: hostId } = await client.hosts.add({ name: '', url: await serve(anybody) })
    const states: string[] = []
    for await (const { state } of await client.memory.watch({ hostId })) {
      states.push(state)
      if (states.length === 2) break
    }
    expect(states).toEqual(['reading', 'unseen'])
  })
})

describe('two states', () => {
  const gpu = { ...unreadGpu('a'), total: 24 * GIB, used: 4 * GIB, free: 20 * GIB, busy: 0.02, ollama: 0 }
  const state = {
    hostId: 'h',
    state: 'read' as const,
    readAt: 1,
    gpus: [gpu],
    ram: { available: 9 * GIB, total: 32 * GIB },
    ollama: { gpu: 0, ram: GIB, runners: 0 },
  }
  it.each([
    ['later', { readAt: 2 }, true],
    ['a little more used', { gpus: [{ ...gpu, used: 4.01 * GIB, free: 19.99 * GIB }] }, true],
    ['more used', { gpus: [{ ...gpu, used: 4.1 * GIB, free: 19.9 * GIB }] }, false],
    ['busier', { gpus: [{ ...gpu, busy: 0.4 }] }, false],
    ['asleep', { gpus: [{ ...gpu, isAsleep: true, used: null, free: null, busy: null }] }, false],
    ['a GPU more', { gpus: [gpu, { ...gpu, id: 'b' }] }, false],
    ['a little less system memory', { ram: { available: 8.7 * GIB, total: 32 * GIB } }, true],
    ['less system memory', { ram: { available: 8 * GIB, total: 32 * GIB } }, false],
    ['system memory not told', { ram: null }, false],
    ['a model', { ollama: { gpu: 0, ram: GIB, runners: 1 } }, false],
    ['a larger server', { ollama: { gpu: 0, ram: 2 * GIB, runners: 0 } }, false],
    ['not read', { state: 'unseen' as const, ollama: null }, false],
  ])('%s', (_, change, isSame) => {
    expect(looksSame(state, { ...state, ...change })).toBe(isSame)
  })

  it('of a computer without a GPU', () => {
    const without = { ...state, gpus: [] }
    expect(looksSame(without, { ...without, ram: { available: 8.9 * GIB, total: 32 * GIB } })).toBe(false)
  })
})

describe('a reader', () => {
  function setUp(machine: Partial<MachineMemory> = {}, url = 'http://127.0.0.1:11434') {
    const clock = new ManualClock()
    let reads = 0
    let rests = 0
    let tell: (change: HostChange) => void = () => {}
    const service = createMemory(
      {
        clock,
        computer: { addresses: () => ['192.168.1.5'], isWsl: false },
        machineMemory: {
          every: 5_000,
          ollamaAt: async () => [
            { pid: 1, name: 'ollama', isRunner: false, ram: 5 },
            { pid: 2, name: 'llama-server', isRunner: true, ram: 2 },
          ],
          read: async () => {
            reads++
            return {
              ram: null,
              gpus: [{ ...unreadGpu('a'), total: 10, used: 4, free: 6 }],
              gpuUses: [
                { pid: 1, gpu: 'a', bytes: 3 },
                { pid: 9, gpu: 'a', bytes: 1 },
              ],
            }
          },
          rest: () => void rests++,
          ...machine,
        },
        openSandbox: () => Promise.reject(new Error('none')),
      },
      {
        find: () => ({ url, kind: 'saved' }),
        listen: (listener: typeof tell) => (tell = listener),
      } as unknown as HostsService,
    )
    const settle = async () => {
      await clock.advance(0)
    }
    return { clock, service, settle, counts: () => ({ reads, rests }), tell: (change: HostChange) => tell(change) }
  }

  it('reads only while it is watched and a window is visible', async () => {
    const { clock, service, settle, counts } = setUp()
    const ending = new AbortController()
    const states = service.watch('h', ending.signal)
    expect((await states.next()).value?.state).toBe('reading')
    const { value } = await states.next()
    expect(value).toMatchObject({ state: 'read', gpus: [{ ollama: 3 }], ollama: { gpu: 3, ram: 7, runners: 1 } })
    expect(counts().reads).toBe(1)
    await clock.advance(5_000)
    await settle()
    expect(counts().reads).toBe(2)
    service.pause(true)
    await clock.advance(60_000)
    await settle()
    expect(counts()).toEqual({ reads: 2, rests: 1 })
    service.setIdle(true)
    service.pause(false)
    await settle()
    expect(counts().reads).toBe(2)
    service.setIdle(false)
    await settle()
    expect(counts().reads).toBe(3)
    ending.abort()
    await clock.advance(60_000)
    await settle()
    expect(counts()).toEqual({ reads: 3, rests: 4 })
  })

  it('remembers what was in use, until the host has another address', async () => {
    const { clock, service, settle, tell } = setUp()
    const states = service.watch('h')
    await settle()
    await clock.advance(20_000)
    await settle()
    const history = service.history('h')
    expect(history.length).toBeGreaterThan(1)
    expect(history.every((one) => one.of === 'gpu' && one.bytes === 4)).toBe(true)
    expect(service.history('another')).toEqual([])
    service.pause(true)
    tell({ type: 'changed', hostId: 'h' })
    expect(service.history('h')).toEqual([])
    await states.return?.()
  })

  it('reads less often while no model runs', async () => {
    const { clock, service, settle, counts } = setUp({
      ollamaAt: async () => [{ pid: 1, name: 'ollama', isRunner: false, ram: 5 }],
    })
    const states = service.watch('h')
    await settle()
    await clock.advance(9_999)
    await settle()
    expect(counts().reads).toBe(1)
    await clock.advance(1)
    await settle()
    expect(counts().reads).toBe(2)
    await states.return?.()
  })

  it('tells readings that look the same only now and then, while no model runs', async () => {
    let [used, runners] = [4 * GIB, 0]
    const server = { pid: 1, name: 'ollama', isRunner: false, ram: 5 }
    const { clock, service, settle } = setUp({
      ollamaAt: async () => [server, ...(runners > 0 ? [{ ...server, pid: 2, isRunner: true }] : [])],
      read: async () => ({
        ram: null,
        gpus: [{ ...unreadGpu('a'), total: 9 * GIB, used, free: 9 * GIB - used }],
        gpuUses: [],
      }),
    })
    const states = service.watch('h')
    const told: unknown[] = []
    void (async () => {
      for await (const { gpus } of states) told.push(gpus[0]?.used)
    })()
    /** What is told within some seconds. */
    const within = async (seconds: number) => {
      told.length = 0
      for (let time = 0; time < seconds; time += 5) {
        await clock.advance(5_000)
        await settle()
      }
      return [...told]
    }
    await settle()
    expect(await within(20)).toEqual([])
    expect(await within(10)).toEqual([used])
    used += GIB
    expect(await within(10)).toEqual([used])
    expect(await within(20)).toEqual([])
    runners = 1
    expect(await within(20)).toEqual([used, used, used])
    await states.return?.()
  })

  it('reads once while nobody watches, and rests', async () => {
    const { clock, service, settle, counts } = setUp()
    expect(await service.read('h')).toMatchObject({ state: 'read', gpus: [{ used: 4 }] })
    await clock.advance(60_000)
    await settle()
    expect(counts()).toEqual({ reads: 1, rests: 1 })
  })

  it.each([
    ['http://192.168.1.5:11434', 'read'],
    ['http://[::1]:11434', 'read'],
    ['http://localhost:11434', 'read'],
    ['http://192.168.1.6:11434', 'elsewhere'],
    ['https://example.com/ollama', 'elsewhere'],
  ])('%s: %s', async (url, state) => {
    const { service, counts } = setUp({}, url)
    const states = service.watch('h')
    await states.next()
    expect((await states.next()).value?.state).toBe(state)
    expect(counts().reads).toBe(state === 'read' ? 1 : 0)
    await states.return?.()
  })

  it('never reads for two hosts at once', async () => {
    let running = 0
    let most = 0
    const { service, settle } = setUp({
      read: async () => {
        most = Math.max(most, ++running)
        await Promise.resolve()
        running--
        return { ram: null, gpus: [], gpuUses: [] }
      },
    })
    const watches = [service.watch('a'), service.watch('b'), service.watch('a')]
    await settle()
    expect(most).toBe(1)
    for (const watch of watches) await watch.return?.()
  })

  it('reads again at another address, and forgets a host that is gone', async () => {
    const { service, settle, counts, tell, clock } = setUp()
    const states = service.watch('h')
    await settle()
    tell({ type: 'changed', hostId: 'h' })
    await settle()
    expect(counts().reads).toBe(2)
    tell({ type: 'removed', hostId: 'h', host: 'x' })
    await clock.advance(60_000)
    await settle()
    expect(counts().reads).toBe(2)
    await states.return?.()
  })
})
