import { describe, expect, it } from 'vitest'
import type { RunningState } from '#shared/contract/running.ts'
import { readPs } from '#shared/ollama/ps.ts'
import type { Ollama } from '../ollama/client.ts'
import { fail } from '../problem.ts'
import type { Clock } from '../platform.ts'
import { createPoller, offsetOf, type PollerOptions } from './poller.ts'
import { manualClock } from '../test-clock.ts'

const model = (name: string, expires: string) => ({
  name,
  size: 100,
  digest: 'd',
  expires_at: expires,
  size_vram: 40,
})
const answer = (models: object[]) => ({ models: readPs({ models })?.rows ?? [], leftOut: 0, date: null })

/** A poller of a host that Corral itself does not use. */
const pollerOf = (clock: Clock, client: Ollama | (() => Ollama), more: Partial<PollerOptions> = {}) =>
  createPoller({
    clock,
    hostId: 'h',
    client: typeof client === 'function' ? client : () => client,
    ours: () => () => false,
    loads: () => ({ loading: [], failedLoads: [] }),
    polled: () => {},
    ...more,
  })

describe('createPoller', () => {
  it('polls while there are subscribers', async () => {
    const { clock, turn } = manualClock()
    let asked = 0
    const client = { ps: async () => ((asked += 1), answer([])) } as unknown as Ollama
    const poller = pollerOf(clock, client)
    await turn(60_000)
    expect(asked).toBe(0)

    const a = poller.watch()
    const b = poller.watch()
    await turn(0)
    expect(asked).toBe(1)
    for (let i = 0; i < 5; i++) await turn(5000)
    expect(asked).toBe(6)
    await a.return?.()
    await turn(5000)
    expect(asked).toBe(7)
    await b.return?.()
    for (let i = 0; i < 5; i++) await turn(5000)
    expect(asked).toBe(7)
    expect(clock.pending).toBe(0)
  })

  it('polls more often while a model is loaded', async () => {
    const { clock, turn } = manualClock()
    let asked = 0
    const loaded = answer([model('a', '2318-01-01T00:00:00Z')])
    const poller = pollerOf(clock, { ps: async () => ((asked += 1), loaded) } as unknown as Ollama)
    poller.watch()
    await turn(0)
    for (let i = 0; i < 4; i++) await turn(2500)
    expect(asked).toBe(5)
  })

  it('polls rarely while idle, and at once afterwards', async () => {
    const { clock, turn } = manualClock()
    let asked = 0
    const client = { ps: async () => ((asked += 1), answer([])) } as unknown as Ollama
    const poller = pollerOf(clock, client)
    poller.setIdle(true)
    poller.watch()
    for (let i = 0; i < 6; i++) await turn(5000)
    expect(asked).toBe(2)
    poller.setIdle(false)
    await turn(0)
    expect(asked).toBe(3)
    await turn(5000)
    expect(asked).toBe(4)
  })

  it('publishes changes at once, and unchanged states rarely', async () => {
    const { clock, turn } = manualClock()
    let models: ReturnType<typeof model>[] = []
    const client = { ps: async () => answer(models) } as unknown as Ollama
    const poller = pollerOf(clock, client)
    let told = 0
    void (async () => {
      for await (const _ of poller.watch()) told += 1
    })()
    await turn(0)
    const atFirst = told
    for (let i = 0; i < 6; i++) await turn(5000)
    expect(told - atFirst).toBe(3)
    models = [model('a', '2318-01-01T00:00:00Z')]
    await turn(5000)
    expect(told - atFirst).toBe(4)
  })

  it('counts the refined estimate of the clock offset as no change, but a clock that was set', async () => {
    const { clock, turn } = manualClock(1_800_000_000_000)
    let ahead = 400
    const client = {
      ps: async () => ({ ...answer([]), date: Math.floor((clock.now() + ahead) / 1000) * 1000 }),
    } as unknown as Ollama
    const poller = pollerOf(clock, client)
    const offsets: (number | null)[] = []
    void (async () => {
      for await (const { clockOffsetMs } of poller.watch()) offsets.push(clockOffsetMs)
    })()
    // The first state is that before an answer.
    await turn(0)
    for (let i = 0; i < 20; i++) await turn(5010)
    expect(offsets.length).toBeGreaterThan(5)
    expect(offsets.length).toBeLessThanOrEqual(12)
    const before = offsets.length
    ahead = 3_600_000
    await turn(5010)
    await turn(0)
    expect(offsets.length).toBe(before + 1)
    expect(offsets.at(-1)).toBeGreaterThan(3_599_000)
  })

  it('reports no late poll of a server that answers, however long nothing changes', async () => {
    const { clock, turn } = manualClock()
    const poller = pollerOf(clock, { ps: async () => answer([]) } as unknown as Ollama)
    const told: RunningState[] = []
    void (async () => {
      for await (const state of poller.watch()) told.push(state)
    })()
    for (let i = 0; i < 120; i++) await turn(500)
    expect(told.length).toBeGreaterThan(5)
    expect(told.filter(({ lateSince, problem }) => lateSince !== null || problem !== null)).toEqual([])
  })

  it('reports a poll that is not answered, until it is', async () => {
    const { clock, turn } = manualClock()
    let give = (_: ReturnType<typeof answer>) => {}
    let isStalled = false
    const client = {
      ps: () => (isStalled ? new Promise((resolve) => (give = resolve)) : Promise.resolve(answer([]))),
    } as unknown as Ollama
    const poller = pollerOf(clock, client)
    let told: RunningState | undefined
    void (async () => {
      for await (const state of poller.watch()) told = state
    })()
    await turn(0)
    isStalled = true
    await turn(5000)
    const asked = clock.now()
    await turn(3999)
    expect(told?.lateSince).toBeNull()
    await turn(1)
    expect(told).toMatchObject({ lateSince: asked, readAt: asked - 5000, problem: null })
    isStalled = false
    give(answer([]))
    await turn(0)
    expect(told?.lateSince).toBeNull()

    // Asked before the computer sleeps: nothing is late after it.
    isStalled = true
    await turn(5000)
    poller.pause(true)
    await turn(3_600_000)
    isStalled = false
    poller.pause(false)
    await turn(0)
    expect(told).toMatchObject({ lateSince: null, readAt: clock.now() })
  })

  it('stops while the computer sleeps, and polls at once when it resumes', async () => {
    const { clock, turn } = manualClock()
    let asked = 0
    const client = { ps: async () => ((asked += 1), answer([])) } as unknown as Ollama
    const poller = pollerOf(clock, client)
    poller.watch()
    await turn(0)
    poller.pause(true)
    await turn(60_000)
    expect(asked).toBe(1)
    poller.pause(false)
    await turn(0)
    expect(asked).toBe(2)
  })

  it('keeps the last models while the server does not answer, with the problem', async () => {
    const { clock } = manualClock()
    let down = false
    const client = {
      ps: async () => {
        if (down) throw fail('refused')
        return answer([model('a', '2318-01-01T00:00:00Z'), model('b', '2027-01-15T08:05:00Z')])
      },
    } as unknown as Ollama
    const poller = pollerOf(clock, client)
    const up = await poller.poll()
    expect(up.models.map(({ name, expiresAt }) => [name, expiresAt])).toEqual([
      ['a', 'never'],
      ['b', Date.parse('2027-01-15T08:05:00Z')],
    ])
    down = true
    const after = await poller.poll()
    expect(after.problem?.code).toBe('refused')
    expect(after.models).toEqual(up.models)
  })
})

describe('the history of a poller', () => {
  const begin = 1_800_000_000_000

  it('covers the time with subscribers, with gaps', async () => {
    const { clock, turn } = manualClock(begin)
    let models = [model('a', '2027-01-15T08:05:00Z')]
    const poller = pollerOf(clock, { ps: async () => answer(models) } as unknown as Ollama)
    const first = poller.watch()
    await turn(0)
    await turn(2500)
    models = []
    await turn(2500)
    await first.return?.()
    await turn(300_000)
    poller.watch()
    await turn(0)
    await turn(5000)
    expect(poller.history().map(({ from, to, models }) => [from - begin, to - begin, models.length])).toEqual([
      [0, 2500, 1],
      [5000, 5000, 0],
      [305_000, 310_000, 0],
    ])
  })

  it('is reset when the host may be another server', async () => {
    const { clock, turn } = manualClock()
    let answerOld = (_: ReturnType<typeof answer>) => {}
    let asked = 0
    const ps = () => {
      asked += 1
      return asked === 2 ? new Promise((resolve) => (answerOld = resolve)) : Promise.resolve(answer([model('a', '')]))
    }
    const poller = pollerOf(clock, { ps } as unknown as Ollama)
    const states = poller.watch()
    await turn(0)
    await turn(2500)
    expect([asked, poller.state().models.length]).toEqual([2, 1])
    poller.restart()
    expect(poller.state()).toMatchObject({ models: [], readAt: null })
    expect(poller.history()).toEqual([])
    await turn(0)
    answerOld(answer([]))
    await turn(0)
    expect([asked, poller.state().models.length, poller.history().length]).toEqual([3, 1, 1])
    expect(poller.state().models[0]?.otherUse).toBeNull()
    // Subscribers stay subscribed.
    await turn(2500)
    expect(asked).toBe(4)
    // The first event and the newest one.
    expect((await states.next()).value?.readAt).toBeNull()
    expect((await states.next()).value).toMatchObject({ models: [{ name: 'a' }] })
  })
})

describe('the call with each poll', () => {
  it('happens while a window is visible, not while idle', async () => {
    const { clock, turn } = manualClock()
    let polled = 0
    const poller = pollerOf(clock, { ps: async () => answer([]) } as unknown as Ollama, {
      polled: () => (polled += 1),
    })
    await poller.poll()
    expect(polled).toBe(0)
    poller.watch()
    await turn(0)
    await turn(5000)
    expect(polled).toBe(2)
    poller.setIdle(true)
    await turn(15_000)
    await turn(15_000)
    expect(polled).toBe(2)
  })
})

describe('offsetOf', () => {
  it('stays within the bounds of each answer, and converges', () => {
    const real = 5_400
    let offset: number | null = null
    for (let i = 0; i < 200; i++) {
      const asked = 1_800_000_000_000 + i * 2137
      const answered = asked + 20
      const date = Math.floor((asked + 10 + real) / 1000) * 1000
      offset = offsetOf(date, asked, answered, offset)
    }
    expect(Math.abs((offset ?? 0) - real)).toBeLessThan(60)
  })

  it('follows a clock that was set', () => {
    const before = offsetOf(10_000, 10_000, 10_010, null)
    expect(offsetOf(3_610_000, 10_000, 10_010, before)).toBeGreaterThan(3_599_000)
  })
})
