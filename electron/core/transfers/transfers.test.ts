import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { ProblemCode } from '#shared/contract/problem.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { ManualClock } from '../test-clock.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { closeAll, open } from '../hosts/test-hosts.ts'
import { testPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'

afterEach(closeAll)

/** So long a test waits by its clock for what it expects, in milliseconds. */
const PATIENCE = 3_600_000

/** An empty sandbox, and Corral beside it as often as wanted, all by one clock that the test turns. */
async function turnedSandbox(rate: number) {
  const clock = new ManualClock()
  const sandbox = await startSandbox({ rate, models: 0, clock: clock })
  onTestFinished(() => sandbox.close())

  /** Corral over files that outlive it; `hostId` is the sandbox, added where the files have none. */
  const corral = async (files: Record<string, string> = {}) => {
    const platform = testPlatform({}, files)
    const { app, client } = await open({ ...platform, clock })
    const known = app.hosts.state().hosts.find(({ url }) => url === sandbox.url)
    const hostId = known?.id ?? (await client.hosts.add({ name: 'box', url: sandbox.url })).id
    return {
      app,
      client,
      hostId,
      files: () => Object.fromEntries(platform.disk.files),
      pull: async (name = 'llama3.2:1b') => (await client.transfers.start({ hostId, kind: 'pull', name })).id,
      /** Turns the clock until a transfer is as wanted, `step` milliseconds at a time. */
      async until(id: string, wanted: (transfer: Transfer) => boolean, step = 20): Promise<Transfer> {
        const begun = clock.now()
        for (;;) {
          const transfer = app.transfers.all().find((one) => one.id === id) ?? expect.fail()
          if (wanted(transfer)) return transfer
          if (clock.now() - begun > PATIENCE) return expect.fail(JSON.stringify(transfer))
          await clock.advance(step)
        }
      },
    }
  }
  return { sandbox, corral, turn: (ms: number) => clock.advance(ms) }
}

const isOver = ({ state }: Transfer) => state !== 'running'

describe('transfers that were not done when Corral ended', () => {
  it('are there after it quit, with how far they were, and go on from there', async () => {
    const { corral } = await turnedSandbox(400e6)
    const first = await corral()
    const cancelledId = await first.pull('small:1b')
    await first.client.transfers.cancel({ id: cancelledId })
    const id = await first.pull()
    await first.until(id, ({ completed }) => completed > 100e6)
    await first.app.close()

    const second = await corral(first.files())
    const [cancelled, left] = second.app.transfers.all()
    expect(cancelled).toMatchObject({ id: cancelledId, state: 'cancelled', problem: null })
    expect(left).toMatchObject({ id, state: 'failed', problem: { code: 'interrupted', retryable: true }, rate: null })
    expect(left?.completed).toBeGreaterThan(100e6)
    await second.client.transfers.clear({ ids: [cancelledId] })
    expect(await second.client.transfers.retry({ id })).toMatchObject({ id, state: 'running', attempt: 2 })
    const whole = await second.until(id, isOver)
    expect(whole).toMatchObject({ state: 'done', problem: null })
    expect(whole.cached).toBeGreaterThan(50e6)
    await second.app.close()
    expect((await corral(second.files())).app.transfers.all()).toEqual([])
  })

  it('are there after it crashed', async () => {
    const { corral } = await turnedSandbox(50e6)
    const first = await corral()
    const id = await first.pull()
    await first.until(id, ({ total }) => total > 0)
    const second = await corral(first.files())
    const [left] = second.app.transfers.all()
    expect(left).toMatchObject({ id, state: 'failed', problem: { code: 'interrupted' } })
    expect(left?.endedAt).toBeGreaterThanOrEqual(left?.startedAt ?? Infinity)
    await second.client.hosts.remove({ hostId: second.hostId })
    expect((await corral(second.files())).app.transfers.all()).toEqual([])
  })
})

it('writes down from time to time how far a transfer is', async () => {
  const { corral, turn } = await turnedSandbox(50e6)
  const { pull, until, files } = await corral()
  const id = await pull()
  await until(id, ({ completed }) => completed > 20e6)
  const saved = () => (JSON.parse(files()['transfers.json'] ?? '') as { value: { transfers: Transfer[] } }).value
  expect(saved().transfers[0]?.completed).toBe(0)
  await turn(11_000)
  expect(saved().transfers[0]?.completed).toBeGreaterThan(20e6)
})

describe('a model on its way', () => {
  it('is not pulled twice, neither anew nor by trying an earlier one again', async () => {
    const { corral } = await turnedSandbox(50e6)
    const { client, pull } = await corral()
    const id = await pull()
    await client.transfers.cancel({ id })
    await pull()
    expect((await problemOf(client.transfers.retry({ id }))).code).toBe('transfer_running')
    expect((await problemOf(pull('LLAMA3.2:1B'))).code).toBe('transfer_running')
  })

  it('is seen in the list when the server installs it although it was cancelled while being checked', async () => {
    const { corral, turn } = await turnedSandbox(9e9)
    const { client, hostId, pull, until } = await corral()
    const names = async () => (await client.library.list({ hostId, revision: null })).models ?? ''
    const changes = await client.system.changes()
    const id = await pull()
    await until(id, ({ phase }) => phase === 'verifying')
    await client.transfers.cancel({ id })
    expect(await names()).not.toContain('llama3.2:1b')
    expect(await changes.next()).toMatchObject({ value: { type: 'models', hostId } })
    await turn(60_000)
    expect(await changes.next()).toMatchObject({ value: { type: 'models', hostId } })
    expect(await names()).toContain('llama3.2:1b')
  })

  it('comes whole although its connection is cut half way', async () => {
    const { sandbox, corral } = await turnedSandbox(2e9)
    sandbox.faults.set('cut', { times: 1 })
    const { client, pull, until } = await corral()
    const id = await pull()
    expect(await until(id, ({ retryAt }) => retryAt !== null)).toMatchObject({
      state: 'running',
      problem: { code: 'ended_early' },
    })
    expect(await client.transfers.retry({ id })).toMatchObject({ id, state: 'running', attempt: 1 })
    const whole = await until(id, isOver)
    expect(whole).toMatchObject({ state: 'done', attempt: 1 })
    expect(whole.moved + whole.cached).toBe(whole.total)
  })
})

it('a stalled pull is asked for anew and comes whole, however long each new request takes to begin', async () => {
  const { sandbox, corral } = await turnedSandbox(1e9)
  const { pull, until } = await corral()
  const id = await pull()
  const met = new Set<ProblemCode>()
  const become = (wanted: (transfer: Transfer) => boolean) =>
    until(
      id,
      (transfer) => {
        if (transfer.problem) met.add(transfer.problem.code)
        return wanted(transfer)
      },
      500,
    )
  sandbox.faults.set('stall')
  await become(({ quietSince }) => quietSince !== null)
  sandbox.faults.set('slow-start', { ms: 50_000 })
  await become(({ retryAt }) => retryAt !== null)
  sandbox.faults.clear('stall')
  expect(await become(({ state }) => state !== 'running')).toMatchObject({ state: 'done', problem: null, attempt: 1 })
  expect([...met]).toEqual(['stalled'])
})
