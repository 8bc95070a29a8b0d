import { afterEach, describe, expect, it } from 'vitest'
import type { Transfer } from '#shared/contract/transfers.ts'
import { turnedSandbox } from '../../sandbox/testing/transfers.ts'
import { closeAll } from '../hosts/test-hosts.ts'
import { layer, manifest, scripted, success, type Answer } from './test-job.ts'

afterEach(closeAll)

const full: Answer = [[manifest, layer(40e6)], 'disk_full']
const done: Answer = [[manifest, layer(40e6), layer(100e6), success], null]

describe('a pull whose disk is full', () => {
  it('waits without a request and without a retry, until it is put back into the queue', async () => {
    const { job, turn, seconds, gaps, open } = scripted([full, done])
    await turn(0)
    await job.ended
    const waits = { state: 'disk_full', endedAt: null, retryAt: null, runningSince: null, quietSince: null, rate: null }
    expect(job.snapshot()).toMatchObject({ ...waits, completed: 40e6, problem: { code: 'disk_full' } })
    await seconds(7200)
    job.retryNow()
    expect([gaps().length, open(), job.state]).toEqual([1, 0, 'disk_full'])
    job.resume()
    expect(job.snapshot()).toMatchObject({ state: 'queued', problem: null })
    const running = job.run()
    await turn(0)
    await running
    expect(job.snapshot()).toMatchObject({ state: 'done', problem: null })
  })

  it('can be paused, cancelled, and fails with its host', async () => {
    for (const [act, state] of [
      ['pause', 'paused'],
      ['cancel', 'cancelled'],
    ] as const) {
      const { job, turn } = scripted([full])
      await turn(0)
      await job.ended
      await job[act]()
      expect(job.snapshot()).toMatchObject({ state, problem: null })
    }
  })

  it('of a push is the disk of the registry, and the push fails', async () => {
    const { job, turn } = scripted([full], { kind: 'push' })
    await turn(0)
    await job.ended
    expect(job.snapshot()).toMatchObject({ state: 'failed', problem: { code: 'disk_full' } })
  })

  it.each<[what: string, readings: (boolean | null | Error)[], seconds: number | null]>([
    ['goes on when there is room, which is read every 30 seconds', [false, false, true], 60],
    ['does not believe a reading that contradicts the server', [true, true, true, true], null],
    ['believes it once it has said that there is none', [true, false, true], 60],
    ['waits where it is not known', [null, new Error('EIO'), null], null],
    ['and goes on when it is', [null, new Error('EIO'), true], 60],
  ])('%s', async (_, readings, after) => {
    const asked: number[] = []
    const hasRoom = async (bytes: number) => {
      asked.push(bytes)
      const reading = readings[Math.min(asked.length, readings.length) - 1] ?? null
      if (reading instanceof Error) throw reading
      return reading
    }
    const { job, turn, seconds } = scripted([full], { hasRoom })
    await turn(0)
    await job.ended
    let waited = 0
    for (; waited < 300 && job.state === 'disk_full'; waited++) await seconds(1)
    expect([job.state, waited]).toEqual(after === null ? ['disk_full', 300] : ['queued', after])
    expect(new Set(asked)).toEqual(new Set([60e6]))
    // Nothing is read any more once it waits no longer.
    await job.pause()
    const reads = asked.length
    await seconds(120)
    expect(asked).toHaveLength(reads)
  })
})

describe('with a queue', () => {
  const isFull = ({ state }: Transfer) => state === 'disk_full'
  const isDone = ({ state }: Transfer) => state === 'done'

  it('others have their turn, and a delete on the host, which is not refused, lets it go on', async () => {
    const { corral, sandbox } = await turnedSandbox(1e9)
    const { client, hostId, pull, until } = await corral()
    await client.settings.update({ parallelTransfers: 1 })
    await until(await pull('qwen3:0.6b'), isDone)
    sandbox.faults.set('disk-full', { times: 1 })
    const id = await pull('llama3.2:1b')
    const other = await pull('tinyllama:1.1b')
    await until(id, isFull)
    await until(other, isDone)
    await client.library.remove({ hostId, name: 'qwen3:0.6b' })
    await until(id, isDone)
  })

  it.each(['tries again', 'asks for the same model'])('it goes on when the user %s', async (what) => {
    const { corral, sandbox } = await turnedSandbox(1e9)
    const { client, pull, until } = await corral()
    sandbox.faults.set('disk-full', { times: 1 })
    const id = await pull()
    await until(id, isFull)
    if (what === 'tries again') await client.transfers.retry({ id })
    else expect(await pull()).toBe(id)
    await until(id, isDone)
  })

  it('it waits after a restart as before, with the reason', async () => {
    const { corral, sandbox } = await turnedSandbox(1e9)
    const first = await corral()
    sandbox.faults.set('disk-full', { times: 1 })
    const id = await first.pull()
    await first.until(id, isFull)
    await first.app.close()
    const second = await corral(first.files())
    const [restored] = second.app.transfers.all()
    expect(restored).toMatchObject({ id, state: 'disk_full', problem: { code: 'disk_full' } })
    expect(restored?.completed).toBeGreaterThan(100e6)
    expect(second.platform.notices.all()).toEqual([])
    await second.client.transfers.resume({})
    await second.until(id, isDone)
  })
})
