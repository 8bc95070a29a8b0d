import { afterEach, describe, expect, it } from 'vitest'
import { isEnded } from '#shared/domain/transfer-state.ts'
import type { FaultName } from '../../sandbox/faults.ts'
import { turnedSandbox } from '../../sandbox/testing/transfers.ts'
import { closeAll } from '../hosts/test-hosts.ts'
import { operationsFormat } from '../operations/operation.ts'
import { layer, manifest, scripted, success, type Answer } from './test-job.ts'

afterEach(closeAll)

const done: Answer = [[manifest, layer(100e6), success], null]

describe('a stalled pull', () => {
  const still: Answer = [
    [manifest, layer(40e6), ...Array.from({ length: 900 }, () => [1000, layer(40e6)]).flat()],
    null,
  ]

  it('that sends identical lines is dropped after 20 seconds and asked for again, which is counted', async () => {
    const { job, seconds, gaps, versions, open } = scripted([still, done])
    await seconds(20)
    expect(job.snapshot()).toMatchObject({ state: 'running', rescues: 0 })
    await seconds(1)
    expect(job.snapshot()).toMatchObject({ state: 'waiting', problem: { code: 'stalled' }, rescues: 1 })
    await seconds(2)
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null, rescues: 1 })
    expect([gaps(), versions(), open()]).toEqual([[0, 22_000], 1, 0])
  })

  it('is dropped only when its host answers', async () => {
    const { job, seconds, goAway, versions } = scripted([still, done])
    goAway(true)
    await seconds(60)
    expect(job.snapshot()).toMatchObject({ state: 'running', problem: null, rescues: 0 })
    expect(versions()).toBeGreaterThan(5)
    expect(versions()).toBeLessThan(12)
    goAway(false)
    await seconds(10)
    expect(job.snapshot()).toMatchObject({ state: 'done', rescues: 1 })
  })

  it('is left alone where the user wants that', async () => {
    const { job, seconds, versions } = scripted([still], { stallRescue: false })
    await seconds(800)
    expect(job.snapshot()).toMatchObject({ state: 'running', rescues: 0 })
    expect(versions()).toBe(0)
    await job.cancel()
  })

  it('is dropped five times, and has failed after ten more minutes without a byte', async () => {
    const { job, seconds, gaps } = scripted([still])
    await seconds(5 * 23 + 590)
    expect(job.snapshot()).toMatchObject({ state: 'running', rescues: 5 })
    expect(gaps()).toHaveLength(6)
    await seconds(30)
    expect(job.snapshot()).toMatchObject({ state: 'failed', problem: { code: 'stalled' }, rescues: 5 })
    expect(gaps()).toHaveLength(6)
  })

  it('that is paused meanwhile counts no rescue', async () => {
    const { job, turn, seconds } = scripted([still])
    await seconds(20)
    const turned = turn(1000)
    await job.pause()
    await turned
    expect(job.snapshot()).toMatchObject({ state: 'paused', rescues: 0 })
  })
})

describe('a pull that says success', () => {
  it('although a layer is missing is done again, and has failed where that lacks one, too', async () => {
    const again = scripted([done], { missing: [false, true] })
    await again.seconds(2)
    expect(again.job.snapshot()).toMatchObject({ state: 'done', problem: null })
    expect(again.gaps()).toHaveLength(2)
    const lacking = scripted([done], { missing: [false, false] })
    await lacking.seconds(5)
    expect(lacking.job.snapshot()).toMatchObject({ state: 'failed', problem: { code: 'layer_missing' } })
    expect(lacking.gaps()).toHaveLength(2)
  })

  it('is believed where the server does not tell, and so is a push', async () => {
    const old = scripted([done], { missing: [null, false] })
    const push = scripted([done], { kind: 'push', missing: [false, false] })
    for (const { job, seconds } of [old, push]) {
      await seconds(2)
      expect(job.snapshot()).toMatchObject({ state: 'done', problem: null })
    }
  })
})

/** How long a pull of 1.3 GB takes at 50 MB/s with a fault that lasts ten minutes, and how often it was rescued. */
async function pullTime(fault: FaultName, stallRescue: boolean) {
  const { sandbox, corral } = await turnedSandbox(50e6)
  const { client, pull, until } = await corral()
  await client.settings.update({ stallRescue })
  sandbox.faults.set(fault, { times: 1, ms: 600_000 })
  const began = sandbox.clock.now()
  const { state, rescues } = await until(await pull(), isEnded, 500)
  expect(state).toBe('done')
  return { seconds: (sandbox.clock.now() - began) / 1000, rescues }
}

describe('a pull of the sandbox with the fault', { timeout: 60_000 }, () => {
  it.each(['stall', 'rollback'] as const)('%s is rescued in a third of the time at most', async (fault) => {
    const alone = await pullTime(fault, false)
    const rescued = await pullTime(fault, true)
    console.log(`${fault}: ${alone.seconds} s left alone, ${rescued.seconds} s rescued`)
    expect(alone.rescues).toBe(0)
    expect(rescued.rescues).toBe(1)
    expect(rescued.seconds).toBeLessThan(alone.seconds / 3)
  })
})

describe('a pull that is taken up by the next run', () => {
  it('has the rescues that it had, and none where the older journal does not tell', async () => {
    const { corral, sandbox } = await turnedSandbox(50e6)
    const first = await corral()
    sandbox.faults.set('stall')
    const id = await first.pull()
    await first.until(id, ({ rescues }) => rescues === 2, 500)
    await first.client.transfers.pause({ ids: [id] })
    const files = first.files()
    const name = 'operations.journal'
    expect((await corral(files)).app.transfers.all()).toMatchObject([{ id, rescues: 2 }])
    // The text of a line follows its checksum.
    const text = (files[name] ?? '').trim().split('\n').at(-1)?.slice(9) ?? ''
    const { value } = JSON.parse(text) as { value: { job: object } }
    expect(value.job).toMatchObject({ rescues: 2 })
    const older = { ...value, job: { ...value.job, rescues: undefined } }
    expect(operationsFormat.read(older)?.job).toMatchObject({ rescues: 0 })
  })
})

it('a pull that waits to be tried again is tried at once when the computer wakes up', async () => {
  const { corral, sandbox, turn } = await turnedSandbox(50e6)
  const { app, pull, until } = await corral()
  const id = await pull()
  await until(id, ({ completed }) => completed > 100e6)
  sandbox.faults.set('503', { times: 2 })
  sandbox.faults.set('cut', { times: 1 })
  await until(id, ({ retryAt }) => (retryAt ?? 0) > sandbox.clock.now() + 3000)
  app.pause(true)
  await turn(100)
  expect(app.transfers.all()).toMatchObject([{ id, state: 'waiting' }])
  const woken = sandbox.clock.now()
  app.pause(false)
  await until(id, ({ state }) => state === 'running')
  expect(sandbox.clock.now() - woken).toBeLessThan(1000)
})
