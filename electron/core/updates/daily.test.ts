import { describe, expect, it } from 'vitest'
import type { Host } from '#shared/contract/hosts.ts'
import { ManualClock } from '../test-clock.ts'
import { createDaily } from './daily.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

function started(more: { fails?: boolean; hosts?: Partial<Host>[] } = {}) {
  const clock = new ManualClock()
  const at = new Map<string, number>()
  const checks: [minutes: number, host: string][] = []
  const begun = clock.now()
  const state = { isOn: true }
  const hosts = more.hosts ?? [{ id: 'a' }, { id: 'b' }]
  const daily = createDaily(clock, {
    isOn: () => state.isOn,
    hosts: () => hosts.map((host) => ({ reach: 'up', server: 'ollama', ...host }) as Host),
    checkedAt: async ({ id }) => at.get(id) ?? null,
    async check({ id }) {
      checks.push([(clock.now() - begun) / MINUTE, id])
      if (more.fails) throw new Error('refused')
      at.set(id, clock.now())
    },
  })
  daily.begin()
  return { clock, checks, daily, state, at }
}

describe('the daily check', () => {
  it('begins minutes after the start, and comes once a day for each host', async () => {
    const { clock, checks } = started()
    await clock.advance(4 * MINUTE)
    expect(checks).toEqual([])
    await clock.advance(24 * HOUR - 4 * MINUTE)
    expect(checks).toEqual([
      [5, 'a'],
      [5, 'b'],
    ])
    await clock.advance(HOUR)
    expect(checks.slice(2).map(([, host]) => host)).toEqual(['a', 'b'])
  })

  it('leaves out hosts that do not answer or are no Ollama', async () => {
    const { clock, checks } = started({
      hosts: [{ id: 'down', reach: 'down' }, { id: 'other', server: 'localai' }, { id: 'up' }],
    })
    await clock.advance(HOUR)
    expect(checks).toEqual([[5, 'up']])
  })

  it('waits while it is off or the computer sleeps', async () => {
    const { clock, checks, daily, state } = started({ hosts: [{ id: 'a' }] })
    state.isOn = false
    await clock.advance(HOUR)
    state.isOn = true
    daily.pause(true)
    await clock.advance(HOUR)
    expect(checks).toEqual([])
    daily.pause(false)
    await clock.advance(10 * MINUTE)
    expect(checks.length).toBe(1)
    daily.close()
    await clock.advance(48 * HOUR)
    expect(checks.length).toBe(1)
  })

  it('tries a check that failed again after an hour, and one that is said to be of the future at once', async () => {
    const { clock, checks } = started({ fails: true, hosts: [{ id: 'a' }] })
    await clock.advance(2 * HOUR)
    expect(checks.map(([minutes]) => minutes)).toEqual([5, 65])
    const other = started({ hosts: [{ id: 'a' }] })
    other.at.set('a', other.clock.now() + 1000 * HOUR)
    await other.clock.advance(HOUR)
    expect(other.checks.length).toBe(1)
  })
})
