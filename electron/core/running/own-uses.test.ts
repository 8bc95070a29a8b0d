import { describe, expect, it } from 'vitest'
import type { HostsService } from '../hosts/hosts.ts'
import { createLifecycle } from '../hosts/lifecycle.ts'
import type { Clock } from '../platform.ts'
import { readPs } from '#shared/ollama/ps.ts'
import { createOwnUses, mayBeOurs } from './own-uses.ts'

describe('createOwnUses', () => {
  let now = 1_000_000
  const clock = { now: () => now } as Clock
  const lifecycle = createLifecycle()
  const usesOf = (client: object) =>
    createOwnUses(clock, { client: () => client, listen: lifecycle.listen } as unknown as HostsService)

  it('knows requests in progress and recent ones for each host', async () => {
    let release = () => {}
    const uses = usesOf({
      server: 'http://h',
      generate: () => new Promise<void>((resolve) => (release = resolve)),
      embed: async () => ({ embeddings: [] }),
    })
    const { hosts } = uses
    const loading = hosts.client('one').generate({ model: 'llama3.2' })
    await hosts.client('two').embed({ model: 'hf.co/u/m:Q4', input: [] })
    expect(hosts.client('one').server).toBe('http://h')
    expect([...uses.since('one', now + 60_000)]).toEqual(['llama3.2:latest'])
    expect([...uses.since('two', now)]).toEqual(['hf.co/u/m:Q4'])
    now += 60_000
    release()
    await loading
    expect([...uses.since('one', now)]).toEqual(['llama3.2:latest'])
    expect([...uses.since('one', now + 5000)]).toEqual([])
    expect([...uses.since('two', now)]).toEqual([])
  })

  it('forgets the requests to a host that was changed or removed', async () => {
    const uses = usesOf({ embed: async () => ({ embeddings: [] }) })
    for (const hostId of ['one', 'two', 'three']) await uses.hosts.client(hostId).embed({ model: 'a', input: [] })
    lifecycle.tell({ type: 'changed', hostId: 'one' })
    lifecycle.tell({ type: 'removed', hostId: 'two', host: 'two' })
    expect(['one', 'two', 'three'].map((hostId) => uses.since(hostId, now).size)).toEqual([0, 0, 1])
  })

  it('counts a request that failed, and no unload', async () => {
    const uses = usesOf({ generate: async () => Promise.reject(new Error('no')), embedLegacy: async () => [1] })
    const client = uses.hosts.client('one')
    await expect(client.generate({ model: 'a' })).rejects.toThrow('no')
    await expect(client.generate({ model: 'b', keep_alive: 0 })).rejects.toThrow('no')
    await client.embedLegacy({ model: 'c', prompt: '' })
    expect([...uses.since('one', now)]).toEqual(['a:latest', 'c:latest'])
  })
})

describe('mayBeOurs', () => {
  const rowsOf = (...models: object[]) => readPs({ models })?.rows ?? []
  const all = rowsOf(
    { name: 'a:latest', digest: 'one' },
    { name: 'copy:latest', digest: 'one' },
    { name: 'b:latest', digest: 'two' },
  )
  const ours = (used: string[], digests: Record<string, string | null> = {}, listed = all) =>
    listed
      .filter(mayBeOurs(new Set(used), listed, (name) => digests[name]))
      .map(({ name }) => name.replace(':latest', ''))

  it('counts a use for the name, in any letter case, and for all names of its digest', () => {
    expect(ours([])).toEqual([])
    expect(ours(['B:Latest'])).toEqual(['b'])
    expect(ours(['a:latest'], { 'a:latest': 'one' })).toEqual(['a', 'copy'])
    expect(ours(['alias:v1'], { 'alias:v1': 'two' })).toEqual(['b'])
  })

  it('counts a use of an unlisted name for all models, as derivatives share a runner', () => {
    expect(ours(['derived:latest'], { 'derived:latest': 'three' })).toEqual(['a', 'copy', 'b'])
    expect(ours(['derived:latest', 'b:latest'])).toEqual(['a', 'copy', 'b'])
  })
  it('treats two models of unknown digest as different', () => {
    expect(ours(['a:latest'], { 'a:latest': null }, rowsOf({ name: 'a:latest' }, { name: 'b:latest' }))).toEqual(['a'])
  })
})
