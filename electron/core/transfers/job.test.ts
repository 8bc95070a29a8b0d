import { describe, expect, it } from 'vitest'
import { problem } from '../problem.ts'
import { layer, manifest, scripted, success, type Answer } from './test-job.ts'

const done: Answer = [[manifest, layer(100e6), success], null]
const cut: Answer = [[manifest, layer(40e6)], 'ended_early']

describe('a transfer that stalls', () => {
  it('is asked for anew after two minutes without a byte, which every user is told to do by hand', async () => {
    const { job, turn, seconds, gaps } = scripted([
      [[manifest, layer(97e6)], 'silence'],
      [[manifest, layer(97e6), layer(99e6), success], null],
    ])
    await turn(0)
    await seconds(119)
    expect(gaps()).toHaveLength(1)
    expect(job.snapshot()).toMatchObject({ state: 'running', problem: null })
    await seconds(1)
    expect(job.snapshot()).toMatchObject({ state: 'waiting', problem: { code: 'stalled' } })
    await seconds(3)
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null })
    expect(gaps()).toHaveLength(2)
  })

  it('waits for the first line of a new request as long as that takes, and counts from there', async () => {
    const slow: Answer = [[50_000, manifest, layer(97e6)], 'silence']
    const { job, turn, seconds, gaps, open } = scripted([
      [[manifest, layer(97e6)], 'silence'],
      slow,
      [[300_000, manifest, layer(99e6), success], null],
    ])
    await turn(0)
    await seconds(121)
    expect(gaps()).toEqual([0, 121_000])
    expect(job.snapshot()).toMatchObject({ problem: { code: 'stalled' }, retryAt: null })
    await seconds(51)
    expect(job.snapshot()).toMatchObject({ state: 'running', problem: null })
    await seconds(119)
    expect(gaps()).toHaveLength(2)
    await seconds(3)
    expect(gaps()).toHaveLength(3)
    expect(open()).toBe(1)
    await seconds(301)
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null })
    expect(gaps()).toHaveLength(3)
  })

  it('ends as what it met last, and as stalled where that was silence each time', async () => {
    const stalls: Answer = [[manifest, layer(97e6)], 'silence']
    const ends = async (answers: Answer[]) => {
      const { job, seconds, open } = scripted(answers)
      await seconds(2 * 60 * 60)
      expect(open()).toBe(0)
      return job.snapshot()
    }
    expect(await ends([stalls])).toMatchObject({ state: 'failed', problem: { code: 'stalled' }, retryAt: null })
    expect(await ends([stalls, [[55_000], 'timed_out']])).toMatchObject({
      state: 'failed',
      problem: { code: 'timed_out' },
    })
  })

  it('is left alone while it checks files, and while it is a push, which would lose the layer it is at', async () => {
    const checking = scripted([[[manifest, layer(1e6), { status: 'verifying sha256 digest' }], 'silence']])
    const push = scripted([[[{ ...layer(1e6), status: 'pushing aaa' }], 'silence']], { kind: 'push' })
    const cases = [
      { ...checking, state: 'verifying' },
      { ...push, state: 'running' },
    ]
    for (const { job, seconds, gaps, state } of cases) {
      await seconds(600)
      expect(gaps()).toHaveLength(1)
      expect(job.snapshot()).toMatchObject({ state, problem: null })
      await job.cancel()
      expect(job.snapshot().state).toBe('cancelled')
    }
  })
})

describe('a transfer that broke off', () => {
  it('is asked for again, says so meanwhile, and goes on to the end', async () => {
    const { job, turn } = scripted([cut, [[manifest, layer(40e6), layer(90e6), success], null]])
    await turn(0)
    expect(job.snapshot()).toMatchObject({
      state: 'waiting',
      completed: 40e6,
      rate: null,
      problem: { code: 'ended_early' },
    })
    const { retryAt, quietSince } = job.snapshot()
    expect((retryAt ?? 0) - (quietSince ?? 0)).toBe(1000)
    await turn(1000)
    await turn(0)
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null, retryAt: null, completed: 100e6 })
  })

  it('is shown as often after the break as before it', async () => {
    const ticks = Array.from({ length: 200 }, (_, at) => [50, layer(40e6 + at * 1e5)]).flat()
    const { turn, snapshots } = scripted([
      [ticks, 'reset'],
      [ticks, 'silence'],
    ])
    const during = async (seconds: number) => {
      const before = snapshots()
      for (let ms = 0; ms < seconds * 1000; ms += 50) await turn(50)
      return snapshots() - before
    }
    const before = await during(8)
    expect(before).toBeGreaterThan(70)
    await during(4)
    expect(await during(8)).toBeGreaterThan(70)
  })

  it('waits longer from try to try, and from the start again after each new byte', async () => {
    const more: Answer = [[manifest, layer(60e6)], 'reset']
    const { job, turn, gaps } = scripted([cut, [[], 'refused'], [[], 'gateway_down'], more, [[success], null]])
    await turn(0)
    for (let second = 0; second < 30; second++) await turn(1000)
    expect(gaps()).toEqual([0, 1000, 3000, 8000, 9000])
    expect(job.snapshot().state).toBe('done')
  })

  it('is given up after a long time without a byte, with what was met last', async () => {
    const { job, turn, gaps } = scripted([cut, [[], 'registry_unreachable']])
    for (let minute = 0; minute < 40; minute++) await turn(60_000)
    expect(job.snapshot()).toMatchObject({ state: 'failed', problem: { code: 'registry_unreachable' }, retryAt: null })
    expect(gaps()).toHaveLength(31)
  })

  it('waits for days for a server that cannot be reached, a minute at most from try to try', async () => {
    const { job, turn, gaps } = scripted([cut, ...Array.from({ length: 2000 }, (): Answer => [[], 'refused']), done])
    for (let minute = 0; minute < 2 * 24 * 60; minute++) await turn(60_000)
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null })
    expect(gaps()).toHaveLength(2002)
  })

  it('joins the dying download of its own forerunner some times, after each break anew', async () => {
    const dying: Answer = [[manifest], 'dying']
    const { job, turn } = scripted([cut, dying, dying, dying, cut, dying, dying, dying, [[success], null]])
    await turn(0)
    for (let second = 0; second < 15; second++) await turn(1000)
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null })
    const never = scripted([cut, dying])
    await never.turn(0)
    for (let second = 0; second < 15; second++) await never.turn(1000)
    expect(never.job.snapshot()).toMatchObject({ state: 'failed', problem: { detail: 'context canceled' } })
  })

  it('is tried at once when it is hurried', async () => {
    const { job, turn, gaps } = scripted([cut, [[], 'refused'], [[success], null]])
    await turn(0)
    await turn(1000)
    job.retryNow()
    await turn(0)
    expect(gaps()).toEqual([0, 1000, 1000])
    expect(job.snapshot()).toMatchObject({ state: 'done', retryAt: null })
    job.retryNow()
    await turn(60_000)
    expect(gaps()).toHaveLength(3)
  })

  it('ends at once when it is cancelled while it waits', async () => {
    const { job, turn, gaps } = scripted([cut])
    await turn(0)
    await job.cancel()
    expect(job.snapshot()).toMatchObject({ state: 'cancelled', problem: null, retryAt: null, quietSince: null })
    await turn(60_000)
    expect(gaps()).toHaveLength(1)
  })

  it.each(['digest_mismatch', 'layer_missing'] as const)(
    'is asked for once more after %s, and no more',
    async (code) => {
      const met: Answer = [[manifest, layer(1e6)], code]
      const once = scripted([met, done])
      await once.seconds(2)
      expect(once.job.snapshot()).toMatchObject({ state: 'done', problem: null })
      const twice = scripted([met, met, done])
      await twice.seconds(60)
      expect(twice.job.snapshot()).toMatchObject({ state: 'failed', problem: { code }, retryAt: null })
      expect(twice.gaps()).toHaveLength(2)
    },
  )

  it.each(['store_unwritable', 'parts_broken', 'registry_denied', 'internal'] as const)(
    'is not asked for again after %s, which does not pass by itself',
    async (code) => {
      const { job, turn } = scripted([[[manifest, layer(1e6)], code]])
      await turn(60_000)
      expect(job.snapshot()).toMatchObject({ state: 'failed', problem: { code }, retryAt: null })
    },
  )

  it.each(['refused', 'registry_unreachable', 'registry_error', 'ended_early', 'gateway_down'] as const)(
    'that never began fails at once with %s',
    async (code) => {
      const { job, turn, gaps } = scripted([[[manifest], code]])
      await turn(60_000)
      expect(job.snapshot()).toMatchObject({ state: 'failed', problem: { code } })
      expect(gaps()).toHaveLength(1)
    },
  )
})

describe.each(['registry_busy', 'registry_rate_limited', 'busy'] as const)('a transfer met by %s', (code) => {
  const busy: Answer = [[manifest], code]

  it('before its first byte waits longer from try to try, and comes through', async () => {
    const { job, turn, seconds, gaps } = scripted([busy, busy, busy, [[manifest, layer(1e6), success], null]])
    await turn(0)
    expect(job.snapshot()).toMatchObject({ state: 'waiting', problem: { code }, total: 0 })
    await seconds(9)
    expect(gaps()).toEqual([0, 1000, 3000, 8000])
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null })
  })

  it('is given up after as many tries as one that began', async () => {
    for (const answers of [[busy], [cut, busy]]) {
      const { job, seconds, gaps } = scripted(answers)
      await seconds(40 * 60)
      expect(job.snapshot()).toMatchObject({ state: 'failed', problem: { code }, retryAt: null })
      expect(gaps()).toHaveLength(31)
    }
  })
})

describe('a transfer that is paused', () => {
  it('closes its request, rests, and goes on from there when it has its turn again', async () => {
    const { job, turn, seconds, open, gaps, snapshots } = scripted([
      [[manifest, layer(40e6)], 'silence'],
      [[manifest, layer(40e6), layer(100e6), success], null],
    ])
    await turn(0)
    const pausing = job.pause()
    expect(job.snapshot().state).toBe('pausing')
    await pausing
    expect(open()).toBe(0)
    const paused = job.snapshot()
    expect(paused).toMatchObject({ state: 'paused', completed: 40e6, rate: null, endedAt: null, runningSince: null })
    const sent = snapshots()
    await seconds(3600)
    expect(job.snapshot()).toEqual(paused)
    expect([gaps().length, snapshots()]).toEqual([1, sent])
    job.resume()
    expect(job.snapshot().state).toBe('queued')
    const running = job.run()
    await turn(0)
    await running
    // Neither its time nor the line of its rate has the hour in it.
    expect(job.snapshot()).toMatchObject({ state: 'done', completed: 100e6, trace: { everyMs: 1000 } })
    expect(job.snapshot().activeMs).toBeLessThan(5000)
  })

  it('while it waits to try again, waits no more', async () => {
    const { job, turn, seconds, gaps } = scripted([cut, done])
    await turn(0)
    expect(job.snapshot().state).toBe('waiting')
    await job.pause()
    expect(job.snapshot()).toMatchObject({ state: 'paused', problem: null, retryAt: null })
    await seconds(60)
    expect(gaps()).toHaveLength(1)
  })

  it('and cancelled is cancelled, and one whose host is removed has failed', async () => {
    for (const why of [undefined, problem('host_removed', { host: 'box', model: 'm:latest' })]) {
      const { job, turn } = scripted([[[manifest, layer(40e6)], 'silence']])
      await turn(0)
      await job.pause()
      await job.cancel(why)
      expect(job.snapshot()).toMatchObject({ state: why ? 'failed' : 'cancelled', problem: why ?? null })
      job.resume()
      expect(job.snapshot().endedAt).not.toBeNull()
    }
  })

  it('just when it is done is done', async () => {
    const { job, turn } = scripted([[[manifest, layer(100e6), success], null]])
    const turned = turn(0)
    await job.pause()
    await turned
    expect(['done', 'paused']).toContain(job.snapshot().state)
  })
})
