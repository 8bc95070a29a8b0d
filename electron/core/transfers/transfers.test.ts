import { afterEach, describe, expect, it } from 'vitest'
import type { Transfer } from '#shared/contract/transfers.ts'
import { closeAll } from '../hosts/test-hosts.ts'
import { problemOf } from '../test-problem.ts'
import { turnedSandbox } from './test-sandbox.ts'

afterEach(closeAll)

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
