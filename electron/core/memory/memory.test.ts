import { afterEach, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../../sandbox/server.ts'
import { readMachine } from '../../sandbox/memory/machine.ts'
import type { HostChange } from '../hosts/lifecycle.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { anybody, closeAll, open, serve } from '../hosts/test-hosts.ts'
import { ManualClock } from '../test-clock.ts'
import { testPlatform, unreadMemory } from '../test-platform.ts'
import { createMemory } from './memory.ts'
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
