import type { Change } from '#shared/contract/system.ts'
import { afterEach, describe, expect, it, onTestFinished } from 'vitest'
import type { ProblemCode } from '#shared/contract/problem.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { startSandbox } from '../../sandbox/server.ts'
import { turnedSandbox } from '../../sandbox/testing/transfers.ts'
import { closeAll, open } from '../hosts/test-hosts.ts'
import { keyOfName } from '../operations/operations.ts'
import { ManualClock } from '../test-clock.ts'
import { testPlatform } from '../test-platform.ts'
import { problemOf } from '../test-problem.ts'

afterEach(closeAll)

const isOver = isEnded

describe('transfers that were not done when Corral ended', () => {
  it('go on after it quit, from where they were, and are told', async () => {
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
    expect(left).toMatchObject({ id, state: 'preparing', problem: null, attempt: 1 })
    expect((await second.client.system.info()).notices).toMatchObject([
      { code: 'transfers_resumed', params: { count: 1 }, decidable: false },
    ])
    const whole = await second.until(id, isOver)
    expect(whole).toMatchObject({ state: 'done', problem: null })
    expect(whole.cached).toBeGreaterThan(50e6)
    await second.client.transfers.clear({ ids: [cancelledId] })
    await second.app.close()
    const third = await corral(second.files())
    expect(third.app.transfers.all()).toMatchObject([{ id, state: 'done', moved: whole.moved, total: whole.total }])
    await third.client.transfers.clear({})
    expect((await corral(third.files())).app.transfers.all()).toEqual([])
  })

  it('go on after it crashed, and those that were paused stay so', async () => {
    const { corral } = await turnedSandbox(50e6)
    const first = await corral()
    const id = await first.pull()
    const pausedId = await first.pull('small:1b')
    await first.until(id, ({ total }) => total > 0)
    await first.client.transfers.pause({ ids: [pausedId] })
    const second = await corral(first.files())
    expect(second.app.transfers.all()).toMatchObject([
      { id, state: 'preparing' },
      { id: pausedId, state: 'paused' },
    ])
    await second.client.hosts.remove({ hostId: second.hostId })
    expect((await corral(second.files())).app.transfers.all()).toEqual([])
  })

  it('are paused where the user wants to be asked, and go on when the user says so', async () => {
    const { corral } = await turnedSandbox(400e6)
    const first = await corral()
    await first.client.settings.update({ unfinishedTransfers: 'ask' })
    const id = await first.pull()
    const second = await corral(first.files())
    expect(second.app.transfers.all()).toMatchObject([{ id, state: 'paused' }])
    const [notice] = (await second.client.system.info()).notices
    expect(notice).toMatchObject({ code: 'transfers_paused', params: { count: 1 }, decidable: true })
    await second.client.system.decide({ id: notice?.id ?? '' })
    expect((await second.until(id, isOver)).state).toBe('done')
    expect((await second.client.system.info()).notices).toEqual([])
  })

  it('wait for a server that is not up yet', async () => {
    const { sandbox, corral, turn } = await turnedSandbox(400e6)
    const first = await corral()
    const id = await first.pull()
    await first.app.close()
    const port = Number(new URL(sandbox.url).port)
    await sandbox.close()
    const second = await corral(first.files())
    expect(await second.until(id, ({ state }) => state === 'waiting')).toMatchObject({ problem: { code: 'refused' } })
    await turn(3_600_000)
    const again = await startSandbox({ rate: 0, models: 0, port })
    onTestFinished(() => again.close())
    expect((await second.until(id, isOver, 5000)).state).toBe('done')
  })

  it('of a host of the command line go on when Corral is started with it again', async () => {
    const clock = new ManualClock()
    const sandbox = await startSandbox({ rate: 400e6, models: 0, clock })
    onTestFinished(() => sandbox.close())
    const run = async (host: string | null, files: Record<string, string> = {}) => {
      const platform = testPlatform({ host }, files)
      const { app, client } = await open({ ...platform, clock })
      return { app, client, platform, files: () => Object.fromEntries(platform.disk.files) }
    }
    const first = await run(sandbox.url)
    const hostId = first.app.hosts.state().currentId ?? ''
    const { id } = await first.client.transfers.start({ hostId, kind: 'pull', name: 'm:1' })
    await first.app.close()
    const second = await run('http://127.0.0.1:9', first.files())
    expect(second.app.transfers.all()).toEqual([])
    await second.app.close()
    const third = await run(sandbox.url, second.files())
    expect(third.app.transfers.all()).toMatchObject([{ id, name: 'm:1', state: 'preparing' }])
    expect((await third.client.system.info()).notices).toMatchObject([{ code: 'transfers_resumed' }])
  })

  it('are one for each model, the newest, where a damaged journal lost the end of another', async () => {
    const { corral } = await turnedSandbox(400e6)
    const first = await corral()
    const older = await first.pull()
    await first.client.transfers.cancel({ id: older })
    const newer = await first.pull()
    await first.app.close()
    const files = first.files()
    const lines = (files['operations.journal'] ?? '').split('\n')
    const whole = lines.filter((line) => !line.includes('"state":"cancelled"')).join('\n')
    const second = await corral({ ...files, 'operations.journal': whole })
    await second.until(newer, isOver)
    expect(second.app.transfers.all()).toMatchObject([
      { id: older, state: 'cancelled' },
      { id: newer, state: 'done' },
    ])
  })

  it('of Corral 0.1 are taken over once, and their file is kept', async () => {
    const { sandbox, corral } = await turnedSandbox(400e6)
    const first = await corral()
    const old = { id: 'old-1', hostId: first.hostId, kind: 'pull', name: 'llama3.2:1b', startedAt: 1 }
    const value = { at: 5, transfers: [old, { ...old, id: 'old-2', name: 'x:1', state: 'failed', endedAt: 3 }] }
    const second = await corral({ ...first.files(), 'transfers.json': JSON.stringify({ version: 1, value }) })
    expect(second.app.transfers.all()).toMatchObject([
      { id: 'old-1', state: 'preparing' },
      { id: 'old-2', state: 'failed', activeMs: 2 },
    ])
    expect(Object.keys(second.files())).toContain('transfers.json.taken-over')
    await second.until('old-1', isOver)
    await second.client.transfers.clear({})
    expect((await corral(second.files())).app.transfers.all()).toEqual([])
    expect(sandbox.url).not.toBe('')
  })
})

describe('a transfer', () => {
  it('to a host that is known to be down waits for it, also when the user tries again', async () => {
    const { sandbox, corral, turn } = await turnedSandbox(400e6)
    const port = Number(new URL(sandbox.url).port)
    await sandbox.close()
    const { app, client, hostId, pull, until } = await corral()
    // Before that is known, the user is told at once.
    const failed = await pull('small:1b')
    expect(await until(failed, isOver)).toMatchObject({ state: 'failed', problem: { code: 'refused' } })
    await client.hosts.check({ hostId })
    expect(app.hosts.find(hostId)).toMatchObject({ reach: 'down' })
    await client.transfers.retry({ id: failed })
    const id = await pull()
    for (const each of [failed, id])
      expect(await until(each, ({ state }) => state === 'waiting')).toMatchObject({ problem: { code: 'refused' } })
    await turn(3_600_000)
    const again = await startSandbox({ rate: 0, models: 0, port })
    onTestFinished(() => again.close())
    expect(await until(id, isOver, 5000)).toMatchObject({ state: 'done', attempt: 1 })
  })

  it('is on the disk before it is answered, and is not begun where it cannot be written', async () => {
    const { corral } = await turnedSandbox(50e6)
    const { pull, files, platform, app } = await corral()
    const id = await pull()
    expect(files()['operations.journal']).toContain(id)
    platform.disk.broken.add('operations.journal')
    expect((await problemOf(pull('small:1b'))).code).toBe('not_saved')
    expect(app.transfers.all()).toHaveLength(1)
    platform.disk.broken.clear()
    await pull('small:1b')
    expect(app.transfers.all()).toHaveLength(2)
  })

  it('cannot be paused on the disk alone: what a full disk refuses holds in this run', async () => {
    const { corral } = await turnedSandbox(50e6)
    const { pull, platform, client, app } = await corral()
    const id = await pull()
    platform.disk.broken.add('operations.journal')
    await client.transfers.pause({ ids: [id] })
    expect(app.transfers.all()).toMatchObject([{ state: 'paused' }])
    expect((await client.system.info()).notices).toMatchObject([{ code: 'not_saved' }])
  })
})

describe('the queue', () => {
  const states = (app: { transfers: { all(): Transfer[] } }) =>
    app.transfers.all().map(({ name, state }) => `${name} ${state}`)

  it('runs two of a host at a time, in order, and more or fewer as the user wants', async () => {
    const { corral } = await turnedSandbox(400e6)
    const { app, client, pull, until } = await corral()
    for (const name of ['a:1', 'b:1', 'c:1', 'd:1']) await pull(name)
    expect(states(app)).toEqual(['a:1 preparing', 'b:1 preparing', 'c:1 queued', 'd:1 queued'])
    await client.settings.update({ parallelTransfers: 3 })
    expect(states(app)[2]).toBe('c:1 preparing')
    const [, , third, last] = app.transfers.all()
    await until(third?.id ?? '', isOver)
    expect((await until(last?.id ?? '', isOver)).state).toBe('done')
  })

  it('gives the turn of one that is paused, cancelled or done to the next, in the order the user set', async () => {
    const { corral } = await turnedSandbox(400e6)
    const { app, client, pull, until } = await corral()
    await client.settings.update({ parallelTransfers: 1 })
    const [a, b, c, d] = [await pull('a:1'), await pull('b:1'), await pull('c:1'), await pull('d:1')]
    await client.transfers.move({ id: d, before: b })
    await client.transfers.pause({ ids: [a] })
    expect(states(app)).toEqual(['a:1 paused', 'b:1 queued', 'c:1 queued', 'd:1 preparing'])
    await client.transfers.cancel({ id: d })
    expect(states(app)).toEqual(['a:1 paused', 'b:1 preparing', 'c:1 queued', 'd:1 cancelled'])
    await client.transfers.resume({ ids: [a] })
    expect(states(app)[0]).toBe('a:1 queued')
    await until(b, isOver)
    expect(states(app).slice(0, 3)).toEqual(['a:1 preparing', 'b:1 done', 'c:1 queued'])
    expect((await until(c, isOver)).state).toBe('done')
  })

  it('waits for a server that is gone when a queued one has its turn', async () => {
    const { corral, sandbox, turn } = await turnedSandbox(50e6)
    const { client, pull, until } = await corral()
    await client.settings.update({ parallelTransfers: 1 })
    const [a, b] = [await pull('a:1'), await pull('b:1')]
    await until(a, ({ completed }) => completed > 0)
    await turn(6_000)
    const port = Number(new URL(sandbox.url).port)
    await sandbox.close()
    await client.transfers.cancel({ id: a })
    expect(await until(b, ({ state }) => state === 'waiting')).toMatchObject({ problem: { code: 'refused' } })
    const again = await startSandbox({ rate: 0, models: 0, port })
    onTestFinished(() => again.close())
    expect((await until(b, isOver, 5000)).state).toBe('done')
  })

  it('rests as a whole: no request is open until it is resumed', async () => {
    const { corral, sandbox } = await turnedSandbox(50e6)
    const { app, client, hostId, pull, until } = await corral()
    for (const name of ['a:1', 'b:1', 'c:1']) await pull(name)
    await until(app.transfers.all()[0]?.id ?? '', ({ completed }) => completed > 0)
    await client.transfers.pause({ hostId })
    expect(states(app)).toEqual(['a:1 paused', 'b:1 paused', 'c:1 paused'])
    expect(sandbox.url).not.toBe('')
    await client.transfers.resume({})
    expect(states(app)).toEqual(['a:1 preparing', 'b:1 preparing', 'c:1 queued'])
  })

  it('follows the schedule, in which no request is open outside of its hours', async () => {
    const { corral, turn, clock } = await turnedSandbox(50e6)
    const { app, client, pull, until } = await corral()
    const [a, b] = [await pull('a:1'), await pull('b:1')]
    await until(a, ({ completed }) => completed > 0)
    const time = (ms: number) => new Date(clock.now() + ms).toTimeString().slice(0, 5)
    const days = [0, 1, 2, 3, 4, 5, 6]
    await client.settings.update({ transferSchedule: { days, from: time(3_600_000), to: time(2 * 3_600_000) } })
    await until(a, ({ state }) => state === 'queued', 0)
    const [first] = app.transfers.all()
    expect(first?.opensAt).toBeGreaterThan(clock.now() + 3_500_000)
    expect(states(app)).toEqual(['a:1 queued', 'b:1 queued'])
    await client.transfers.pause({ ids: [b] })
    await turn(3_600_000)
    expect(states(app)[1]).toBe('b:1 paused')
    expect(app.transfers.all()[0]).toMatchObject({ opensAt: null, problem: null })
    await until(a, ({ state }) => state === 'running')
    await client.settings.update({ transferSchedule: null })
    expect(await until(a, isOver)).toMatchObject({ state: 'done', attempt: 1 })
  })

  it('holds back what an act has in hand, and says so', async () => {
    const { corral } = await turnedSandbox(400e6)
    const { app, client, hostId, pull, until } = await corral()
    const server = app.hosts.client(hostId).server
    const release = app.operations.locks.take({ kind: 'copy', name: 'a:1', keys: [keyOfName(server, 'a:1')] })
    const id = await pull('a:1')
    expect(app.transfers.all()).toMatchObject([{ state: 'queued', heldBy: { kind: 'copy', name: 'a:1' } }])
    if (typeof release === 'function') release()
    expect(app.transfers.all()).toMatchObject([{ state: 'preparing', heldBy: null }])
    expect((await problemOf(client.library.copy({ hostId, source: 'x:1', destination: 'A:1' }))).code).toBe(
      'model_in_transfer',
    )
    expect((await problemOf(client.library.remove({ hostId, name: 'a:1' }))).code).toBe('model_in_transfer')
    expect((await problemOf(client.running.load({ hostId, name: 'a:1' }))).code).toBe('model_in_transfer')
    await until(id, isOver)
    await pull('b:1')
    await client.library.copy({ hostId, source: 'a:1', destination: 'c:1' })
    // The copy keeps all that a delete could take; then nothing does.
    expect(await client.library.remove({ hostId, name: 'a:1', forGood: true })).toMatchObject({ waitsFor: null })
    expect(await client.library.remove({ hostId, name: 'c:1', forGood: true })).toMatchObject({ waitsFor: 'b:1' })
  })
})

describe('a model on its way', () => {
  it('is not pulled twice, neither anew nor by trying an earlier one again', async () => {
    const { corral } = await turnedSandbox(50e6)
    const { app, client, pull } = await corral()
    const id = await pull()
    await client.transfers.cancel({ id })
    const again = await pull()
    expect((await problemOf(client.transfers.retry({ id }))).code).toBe('transfer_running')
    expect(await pull('LLAMA3.2:1B')).toBe(again)
    await client.transfers.pause({ ids: [again] })
    expect(await pull('library/llama3.2:1b')).toBe(again)
    expect(app.transfers.all().find((one) => one.id === again)?.state).toBe('preparing')
  })

  it('is seen in the list when the server installs it although it was cancelled while being checked', async () => {
    const { corral, turn } = await turnedSandbox(9e9)
    const { client, hostId, pull, until } = await corral()
    const names = async () => (await client.library.list({ hostId, revision: null })).models ?? ''
    const changes = await client.system.changes()
    const nextOfModels = async () => {
      for (;;) {
        const value = (await changes.next()).value as Change | undefined
        if (value === undefined || value.type === 'models') return value
      }
    }
    const id = await pull()
    await until(id, ({ phase }) => phase === 'verifying')
    await client.transfers.cancel({ id })
    expect(await names()).not.toContain('llama3.2:1b')
    expect(await nextOfModels()).toEqual({ type: 'models', hostId })
    await turn(60_000)
    expect(await nextOfModels()).toEqual({ type: 'models', hostId })
    expect(await names()).toContain('llama3.2:1b')
  })

  it('comes whole although its connection is cut half way', async () => {
    const { sandbox, corral } = await turnedSandbox(2e9)
    sandbox.faults.set('cut', { times: 1 })
    const { client, pull, until } = await corral()
    const id = await pull()
    expect(await until(id, ({ retryAt }) => retryAt !== null)).toMatchObject({
      state: 'waiting',
      problem: { code: 'ended_early' },
    })
    expect(await client.transfers.retry({ id })).toMatchObject({ id, attempt: 1 })
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
  expect(await become(isOver)).toMatchObject({ state: 'done', problem: null, attempt: 1 })
  expect([...met]).toEqual(['stalled'])
})
