import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestCorral } from '../../crash-test/acts/corral.ts'
import { ActsServer } from '../../crash-test/acts/server.ts'
import { layersKey } from '../operations/locks.ts'
import { ManualClock } from '../test-clock.ts'
import { keepBinsShort } from './expiry.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const hostId = 'box'
const url = 'http://box:11434'

let clock: ManualClock
let server: ActsServer
let corral: TestCorral
let expiry: { close(): void }
let ids: number

/** Another run of Corral on the same files. */
async function start(files: Record<string, string> = {}) {
  const { settings } = corral ?? {}
  corral = await TestCorral.open(server, () => `id-${++ids}`, files)
  if (settings) corral.settings = settings
  const { platform, hosts, operations, ownBin, bin } = corral.services
  expiry = keepBinsShort(platform, hosts, operations, ownBin, bin)
}
beforeEach(async () => {
  ids = 0
  clock = new ManualClock()
  server = new ActsServer('new', clock)
  server.pull('old:1')
  server.pull('other:1')
  await start()
  corral.settings = { bin: 'on', binDays: 30, keptDays: null }
})
afterEach(() => expiry.close())

const remove = (name: string, forGood = false) => corral.services.acts.remove({ hostId, name, forGood })
const inBin = async () => (await corral.services.bin.list(hostId)).entries
const told = () => corral.services.platform.notices.all().filter(({ code }) => code === 'bin_empties_soon')
/** Hour by hour: what is due in between has time to end. */
const pass = (ms: number) => clock.advance(ms)

describe('what has been in the bin for as long as the user chose', () => {
  it('is told a day before, and then deleted for good', async () => {
    await remove('old:1')
    await pass(28 * DAY)
    expect(told()).toEqual([])
    await pass(DAY + 2 * HOUR)
    expect(told()).toMatchObject([{ params: { count: 1, host: 'box' } }])
    expect(await inBin()).toHaveLength(1)
    await pass(20 * HOUR)
    expect(await inBin()).toHaveLength(1)
    await pass(4 * HOUR)
    expect(await inBin()).toEqual([])
    expect((await server.tags()).map(({ name }) => name)).toEqual(['other:1'])
  })

  it('is not deleted sooner than 20 hours after it was told, also where Corral did not run before', async () => {
    await remove('old:1')
    expiry.close()
    await pass(60 * DAY)
    await start(corral.files)
    await pass(HOUR)
    expect(told()).toHaveLength(1)
    await pass(18 * HOUR)
    expect(await inBin()).toHaveLength(1)
    // The next run knows since when.
    expiry.close()
    await start(corral.files)
    await pass(4 * HOUR)
    expect(await inBin()).toEqual([])
  })

  it('is told again where the user chose more days meanwhile', async () => {
    await remove('old:1')
    await pass(29 * DAY + 2 * HOUR)
    expect(told()).toHaveLength(1)
    corral.settings = { ...corral.settings, binDays: 60 }
    corral.services.platform.notices.remove(told()[0]?.id ?? '')
    await pass(29 * DAY)
    expect([await inBin(), told()]).toMatchObject([[{}], []])
    await pass(DAY)
    expect([await inBin(), told()]).toMatchObject([[{}], [{}]])
    await pass(DAY)
    expect(await inBin()).toEqual([])
  })

  it.each(['binDays', 'keptDays'] as const)('stays where %s is never', async (days) => {
    corral.settings = { bin: 'on', binDays: 5, keptDays: 5, [days]: null }
    await remove('old:1')
    await corral.services.bin.keepVersion(hostId, 'other:1', 'job')
    await pass(20 * DAY)
    expect((await inBin()).map(({ kind }) => kind)).toEqual([days === 'binDays' ? 'deleted' : 'kept'])
  })

  it('stays where another Corral has put it there', async () => {
    await server.copy('old:1', 'corral-bin/d1.mine:1')
    await server.copy('old:1', 'corral-bin/k1.mine:1')
    await server.copy('old:1', 'corral-bin/x1.mine:1')
    corral.settings = { bin: 'on', binDays: 1, keptDays: 1 }
    await remove('old:1')
    await pass(90 * DAY)
    expect((await inBin()).map(({ name }) => name).sort()).toEqual([
      'corral-bin/d1.mine:1',
      'corral-bin/k1.mine:1',
      'corral-bin/x1.mine:1',
    ])
    expect(told()).toHaveLength(1)
  })

  it('waits while the host does not answer', async () => {
    await remove('old:1')
    corral.setUp(false)
    await pass(90 * DAY)
    corral.setUp(true)
    expect([await inBin(), told()]).toMatchObject([[{}], []])
    await pass(2 * DAY)
    expect(await inBin()).toEqual([])
  })
})

describe('while a pull may share a layer', () => {
  const pulling = () => {
    const { locks } = corral.services.operations
    const release = locks.take({ kind: 'pull', name: 'new:1', keys: [], shared: [layersKey(url)] })
    return typeof release === 'function' ? release : expect.fail('held')
  }

  it('nothing is deleted that no other name has, and all of it afterwards, also in the next run', async () => {
    corral.settings = { bin: 'on', binDays: 1, keptDays: 1 }
    await remove('old:1')
    const ended = pulling()
    expect(await remove('other:1', true)).toMatchObject({ waitsFor: 'new:1' })
    await pass(10 * DAY)
    expect((await inBin()).map(({ kind, formerName }) => [kind, formerName])).toEqual([
      ['leaving', 'old:1'],
      ['leaving', 'other:1'],
    ])
    expiry.close()
    await start(corral.files)
    const endedAgain = pulling()
    await pass(HOUR)
    expect(await inBin()).toHaveLength(2)
    endedAgain()
    await pass(1)
    expect(await inBin()).toEqual([])
    ended()
  })

  it('no list is asked for again and again', async () => {
    const ended = pulling()
    await remove('old:1', true)
    let lists = 0
    corral.beforeList = async () => void lists++
    const release = await corral.services.operations.hold({ kind: 'copy', name: '', keys: ['x'] })
    release()
    await pass(1)
    expect(lists).toBe(0)
    ended()
    await pass(1)
    expect([lists > 0, await inBin()]).toEqual([true, []])
  })
})
