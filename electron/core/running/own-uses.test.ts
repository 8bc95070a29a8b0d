import { describe, expect, it } from 'vitest'
import type { HostsService } from '../hosts/hosts.ts'
import type { Clock } from '../platform.ts'
import type { PsModel } from '#shared/ollama/schemas.ts'
import { createOwnUses, mayBeOurs } from './own-uses.ts'

describe('createOwnUses', () => {
  let now = 1_000_000
  const clock = { now: () => now } as Clock
  const hostsOf = (client: object) => ({ client: () => client }) as unknown as HostsService

  it('knows what is under way and what ended lately, host by host', async () => {
    let release = () => {}
    const uses = createOwnUses(clock)
    const hosts = uses.noted(
      hostsOf({
        server: 'http://h',
        generate: () => new Promise<void>((resolve) => (release = resolve)),
        embed: async () => ({ embeddings: [] }),
      }),
    )
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

  it('counts a request that failed, and no unload', async () => {
    const uses = createOwnUses(clock)
    const client = uses
      .noted(hostsOf({ generate: async () => Promise.reject(new Error('no')), embedLegacy: async () => [1] }))
      .client('one')
    await expect(client.generate({ model: 'a' })).rejects.toThrow('no')
    await expect(client.generate({ model: 'b', keep_alive: 0 })).rejects.toThrow('no')
    await client.embedLegacy({ model: 'c', prompt: '' })
    expect([...uses.since('one', now)]).toEqual(['a:latest', 'c:latest'])
  })
})

describe('mayBeOurs', () => {
  const listed = ['a:latest', 'copy:latest', 'b:latest'].map((name): PsModel => ({
    name,
    digest: name.startsWith('b') ? 'two' : 'one',
    size: 1,
    expires_at: '',
  }))
  const ours = (used: string[], digests: Record<string, string> = {}) =>
    listed
      .filter(mayBeOurs(new Set(used), listed, (name) => digests[name]))
      .map(({ name }) => name.replace(':latest', ''))

  it('counts a use for the name, in any letter case, and for all names of its digest', () => {
    expect(ours([])).toEqual([])
    expect(ours(['B:Latest'])).toEqual(['b'])
    expect(ours(['a:latest'], { 'a:latest': 'one' })).toEqual(['a', 'copy'])
    expect(ours(['alias:v1'], { 'alias:v1': 'two' })).toEqual(['b'])
  })

  it('counts a use of a name that nothing listed has for all, as derivatives share a runner', () => {
    expect(ours(['derived:latest'], { 'derived:latest': 'three' })).toEqual(['a', 'copy', 'b'])
    expect(ours(['derived:latest', 'b:latest'])).toEqual(['a', 'copy', 'b'])
  })
})
