import { describe, expect, it } from 'vitest'
import type { ProblemCode } from '#shared/contract/problem.ts'
import type { ProgressLine } from '#shared/ollama/schemas.ts'
import type { Ollama } from '../ollama/client.ts'
import { fail } from '../problem.ts'
import { manualClock } from '../running/test-clock.ts'
import { startJob } from './job.ts'

const order = { id: 'one', hostId: 'h', kind: 'pull', name: 'm:latest', insecure: false, silent: false } as const
const digest = `sha256:${'a'.repeat(64)}`
const layer = (completed: number, total = 100e6): ProgressLine => ({ status: 'pulling aaa', digest, total, completed })
const manifest: ProgressLine = { status: 'pulling manifest' }
const success: ProgressLine = { status: 'success' }

/** A server whose answers are given one after another: lines, and how they end. */
function scripted(
  answers: [lines: ProgressLine[], end: ProblemCode | 'silence' | 'dying' | null][],
  kind: 'pull' | 'push' = 'pull',
) {
  const asked: number[] = []
  const { clock, turn } = manualClock()
  const client = {
    async *transfer(_kind: string, _request: unknown, signal: AbortSignal) {
      asked.push(clock.now())
      const [lines, end] = answers[asked.length - 1] ?? answers.at(-1) ?? [[], null]
      yield* lines
      if (end === 'silence') await new Promise((resolve) => signal.addEventListener('abort', resolve))
      if (signal.aborted || end === 'silence') throw fail('cancelled')
      if (end === 'dying') throw fail('server_error', {}, { detail: 'context canceled' })
      if (end !== null) throw fail(end, { server: 'http://h' })
    },
  } as unknown as Ollama
  const job = startJob(clock, client, { ...order, kind }, 1, () => {})
  const started = clock.now()
  return { job, turn, gaps: () => asked.map((at) => at - started) }
}

const cut: [ProgressLine[], ProblemCode] = [[manifest, layer(40e6)], 'ended_early']

describe('a transfer that stalls', () => {
  const seconds = async (turn: (ms: number) => Promise<void>, count: number) => {
    for (let second = 0; second < count; second++) await turn(1000)
  }

  it('is asked for anew after two minutes without a byte, which every user is told to do by hand', async () => {
    const { job, turn, gaps } = scripted([
      [[manifest, layer(97e6)], 'silence'],
      [[manifest, layer(97e6), layer(99e6), success], null],
    ])
    await turn(0)
    await seconds(turn, 119)
    expect(gaps()).toHaveLength(1)
    expect(job.snapshot()).toMatchObject({ state: 'running', problem: null })
    await seconds(turn, 1)
    expect(job.snapshot()).toMatchObject({ state: 'running', problem: { code: 'stalled' } })
    await seconds(turn, 3)
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null, attempt: 1 })
    expect(gaps()).toHaveLength(2)
  })

  it('is left alone while it checks files, and while it is a push, which would lose the layer it is at', async () => {
    const checking = scripted([[[manifest, layer(1e6), { status: 'verifying sha256 digest' }], 'silence']])
    const push = scripted([[[{ ...layer(1e6), status: 'pushing aaa' }], 'silence']], 'push')
    for (const { job, turn, gaps } of [checking, push]) {
      await seconds(turn, 600)
      expect(gaps()).toHaveLength(1)
      expect(job.snapshot()).toMatchObject({ state: 'running', problem: null })
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
      state: 'running',
      completed: 40e6,
      rate: null,
      problem: { code: 'ended_early' },
    })
    const { retryAt, quietSince } = job.snapshot()
    expect((retryAt ?? 0) - (quietSince ?? 0)).toBe(1000)
    await turn(1000)
    await turn(0)
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null, retryAt: null, attempt: 1, completed: 100e6 })
  })

  it('waits longer from try to try, and from the start again after each new byte', async () => {
    const more: [ProgressLine[], ProblemCode] = [[manifest, layer(60e6)], 'reset']
    const { job, turn, gaps } = scripted([cut, [[], 'refused'], [[], 'gateway_down'], more, [[success], null]])
    await turn(0)
    for (let second = 0; second < 30; second++) await turn(1000)
    expect(gaps()).toEqual([0, 1000, 3000, 8000, 9000])
    expect(job.snapshot().state).toBe('done')
  })

  it('is given up after a long time without a byte, with what was met last', async () => {
    const { job, turn, gaps } = scripted([cut, [[], 'refused']])
    for (let minute = 0; minute < 40; minute++) await turn(60_000)
    expect(job.snapshot()).toMatchObject({ state: 'failed', problem: { code: 'refused' }, retryAt: null })
    expect(gaps()).toHaveLength(31)
  })

  it('joins the dying download of its own forerunner some times, after each break anew', async () => {
    const dying: [ProgressLine[], 'dying'] = [[manifest], 'dying']
    const { job, turn } = scripted([cut, dying, dying, dying, cut, dying, dying, dying, [[success], null]])
    await turn(0)
    for (let second = 0; second < 15; second++) await turn(1000)
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null })
    const never = scripted([cut, dying])
    await never.turn(0)
    for (let second = 0; second < 15; second++) await never.turn(1000)
    expect(never.job.snapshot()).toMatchObject({ state: 'failed', problem: { detail: 'context canceled' } })
  })

  it('is tried at once when the user asks for it', async () => {
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

  it.each(['disk_full', 'parts_broken', 'digest_mismatch', 'registry_denied', 'internal'] as const)(
    'is not asked for again after %s, which does not pass by itself',
    async (code) => {
      const { job, turn } = scripted([[[manifest, layer(1e6)], code]])
      await turn(60_000)
      expect(job.snapshot()).toMatchObject({ state: 'failed', problem: { code }, retryAt: null })
    },
  )

  it.each(['refused', 'registry_unreachable', 'ended_early'] as const)(
    'that never began fails at once with %s',
    async (code) => {
      const { job, turn, gaps } = scripted([[[manifest], code]])
      await turn(60_000)
      expect(job.snapshot()).toMatchObject({ state: 'failed', problem: { code } })
      expect(gaps()).toHaveLength(1)
    },
  )
})
