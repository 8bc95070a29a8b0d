import { describe, expect, it } from 'vitest'
import type { Transfer } from '#shared/contract/transfers.ts'
import { problem } from '../problem.ts'
import { layer, manifest, scripted, success, type Answer } from './test-job.ts'

/** The ways a job can be on when something ends it, and how far each needs the clock turned. */
const begun: Answer = [[manifest, layer(40e6)], 'silence']
const cut: Answer = [[manifest, layer(40e6)], 'reset']
const removed = problem('host_removed', { host: 'box', model: 'm:latest' })

type Act = 'none' | 'cancel' | 'remove'
type Ending = [state: Transfer['state'], code: string | null]

/** What was answered, for how many seconds, what was done then, and how the job is after. */
const rows: [name: string, answers: Answer[], seconds: number, act: Act, ending: Ending][] = [
  ['success', [[[manifest, layer(1e8), success], null]], 0, 'none', ['done', null]],
  ['success after a break', [cut, [[success], null]], 2, 'none', ['done', null]],
  ['success after a stall', [begun, [[success], null]], 130, 'none', ['done', null]],
  [
    'success after a busy registry',
    [
      [[manifest], 'registry_busy'],
      [[success], null],
    ],
    2,
    'none',
    ['done', null],
  ],
  ['a problem before the first line', [[[], 'unauthorized']], 0, 'none', ['failed', 'unauthorized']],
  ['a lost connection before the first byte', [[[manifest], 'reset']], 0, 'none', ['failed', 'reset']],
  ['a lasting problem', [[[manifest, layer(1e6)], 'parts_broken']], 0, 'none', ['failed', 'parts_broken']],
  ['a lasting problem after a break', [cut, [[], 'unauthorized']], 2, 'none', ['failed', 'unauthorized']],
  ['a passing problem for good', [cut, [[], 'registry_error']], 2400, 'none', ['failed', 'registry_error']],
  ['a server that is gone, cancelled', [cut, [[], 'gateway_down']], 2400, 'cancel', ['cancelled', null]],
  ['silence for good', [begun], 7200, 'none', ['failed', 'stalled']],
  ['a busy registry for good', [[[], 'registry_busy']], 2400, 'none', ['failed', 'registry_busy']],
  ['a dying forerunner for good', [[[manifest], 'dying']], 10, 'none', ['failed', 'server_error']],
  ['cancelled before the first line', [[[], 'silence']], 1, 'cancel', ['cancelled', null]],
  ['cancelled on its way', [begun], 1, 'cancel', ['cancelled', null]],
  ['cancelled while it waits to try again', [cut], 0, 'cancel', ['cancelled', null]],
  ['cancelled while a new request waits', [cut, [[], 'silence']], 5, 'cancel', ['cancelled', null]],
  ['its host removed before the first line', [[[], 'silence']], 1, 'remove', ['failed', 'host_removed']],
  ['its host removed on its way', [begun], 1, 'remove', ['failed', 'host_removed']],
  ['its host removed while it waits', [cut], 0, 'remove', ['failed', 'host_removed']],
  ['its host removed after it was done', [[[success], null]], 0, 'remove', ['done', null]],
  ['its host removed after it failed', [[[], 'unauthorized']], 0, 'remove', ['failed', 'unauthorized']],
]

describe.each([false, true])('a job (silent: %s)', (silent) => {
  it.each(rows)('%s', async (_, answers, seconds, act, [state, code]) => {
    const { job, turn, seconds: pass, open, gaps, snapshots } = scripted(answers, { silent })
    await turn(0)
    await pass(seconds)
    if (act !== 'none') {
      const stopping = job.cancel(act === 'remove' ? removed : undefined)
      await turn(0)
      await stopping
    }
    const end = job.snapshot()
    expect([end.state, end.problem?.code ?? null]).toEqual([state, code])
    expect(end).toMatchObject({ retryAt: null, rate: null, remainingMs: null, quietSince: null })
    expect(end.endedAt).not.toBeNull()
    expect(open()).toBe(0)
    // Nothing follows an end: no request, no snapshot, no other end.
    const before = { asked: gaps().length, snapshots: snapshots() }
    job.retryNow()
    await job.cancel(removed)
    await pass(200)
    expect({ asked: gaps().length, snapshots: snapshots() }).toEqual(before)
    expect(job.snapshot()).toEqual(end)
  })
})
