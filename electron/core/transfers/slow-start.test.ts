import { afterEach, expect, it, onTestFinished } from 'vitest'
import type { ProblemCode } from '#shared/contract/problem.ts'
import { ManualClock } from '../../sandbox/clock.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { closeAll, open } from '../hosts/test-hosts.ts'
import type { Clock } from '../platform.ts'
import { testPlatform } from '../test-platform.ts'

afterEach(closeAll)

/** Corral and a sandbox that live by one clock, which the test turns. */
async function start() {
  const manual = new ManualClock()
  const clock: Clock = { now: () => manual.now(), after: (ms, act) => ({ cancel: manual.after(ms, act) }) }
  const sandbox = await startSandbox({ rate: 1e9, models: 0, clock: manual })
  onTestFinished(() => sandbox.close())
  const { app, client } = await open({ ...testPlatform(), clock })
  const { id: hostId } = await client.hosts.add({ name: 'box', url: sandbox.url })
  const { id } = await client.transfers.start({ hostId, kind: 'pull', name: 'llama3.2:1b' })
  const one = () => app.transfers.all().find((transfer) => transfer.id === id) ?? expect.fail()
  const met = new Set<ProblemCode>()
  /** Turns the clock until the transfer is as wanted, for an hour at most. */
  const until = async (wanted: (transfer: ReturnType<typeof one>) => boolean) => {
    const begun = clock.now()
    for (;;) {
      const transfer = one()
      if (transfer.problem) met.add(transfer.problem.code)
      if (wanted(transfer)) return transfer
      if (clock.now() - begun > 3_600_000) return expect.fail(JSON.stringify(transfer))
      await manual.advance(500)
    }
  }
  return { sandbox, until, met }
}

it('a stalled pull is asked for anew and comes whole, however long each new request takes to begin', async () => {
  const { sandbox, until, met } = await start()
  sandbox.faults.set('stall')
  await until(({ quietSince }) => quietSince !== null)
  sandbox.faults.set('slow-start', { ms: 50_000 })
  await until(({ retryAt }) => retryAt !== null)
  sandbox.faults.clear('stall')
  const whole = await until(({ state }) => state !== 'running')
  expect(whole).toMatchObject({ state: 'done', problem: null, attempt: 1 })
  expect([...met]).toEqual(['stalled'])
})

it('a pull that no new request comes through to ends as what it met last', async () => {
  const { sandbox, until, met } = await start()
  sandbox.faults.set('stall')
  await until(({ quietSince }) => quietSince !== null)
  // Longer than an answer may take to begin.
  sandbox.faults.set('slow-start', { ms: 90_000 })
  expect(await until(({ state }) => state !== 'running')).toMatchObject({
    state: 'failed',
    problem: { code: 'timed_out' },
    retryAt: null,
  })
  expect([...met]).toEqual(['stalled', 'timed_out'])
})
