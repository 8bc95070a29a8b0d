import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Disk } from '../platform.ts'
import { memoryDisk } from '../test-platform.ts'
import { openStore } from './store.ts'

const schema = z.object({ count: z.number().default(0) })
const quiet = { info: () => {}, error: () => {} }
const clock = { now: () => 1234 }
const open = (disk: Disk) => openStore(disk, quiet, clock, 'counts.json', 1, schema, { count: 0 })
const file = (count: unknown, version = 1) => JSON.stringify({ version, value: { count } })

describe('openStore', () => {
  it('begins with the initial value and writes nothing by itself', async () => {
    const disk = memoryDisk()
    const store = await open(disk)
    expect(store.get()).toEqual({ count: 0 })
    expect(disk.files.size).toBe(0)
  })

  it('writes through, in order, and keeps the last good copy', async () => {
    const disk = memoryDisk()
    const store = await open(disk)
    await Promise.all(Array.from({ length: 20 }, () => store.update(({ count }) => ({ count: count + 1 }))))
    expect(store.get()).toEqual({ count: 20 })
    expect((await open(disk)).get()).toEqual({ count: 20 })
    expect(JSON.parse(disk.files.get('counts.json.last-good') ?? '')).toEqual({ version: 1, value: { count: 19 } })
  })

  it.each([
    ['half a file', '{"version":1,"val'],
    ['another shape', file('many')],
    ['an empty file', ''],
    ['a later version', file(3, 2)],
    ['no object', 'null'],
  ])('sets %s aside, says so and takes the last good copy', async (_what, text) => {
    const disk = memoryDisk({ 'counts.json': text, 'counts.json.last-good': file(7) })
    const store = await open(disk)
    expect(store.get()).toEqual({ count: 7 })
    expect(disk.files.get('counts.json.unreadable-1234')).toBe(text)
    expect(store.notices.map(({ code }) => code)).toEqual(['file_set_aside', 'last_good_used'])
    await store.update(({ count }) => ({ count: count + 1 }))
    expect((await open(disk)).get()).toEqual({ count: 8 })
    expect(disk.files.get('counts.json.unreadable-1234')).toBe(text)
  })

  it('begins anew, and says so, when both are unreadable', async () => {
    const store = await open(memoryDisk({ 'counts.json': '{', 'counts.json.last-good': '{' }))
    expect(store.get()).toEqual({ count: 0 })
    expect(store.notices.map(({ code }) => code)).toEqual(['file_set_aside'])
  })

  it('takes the last good copy when the file itself is gone', async () => {
    expect((await open(memoryDisk({ 'counts.json.last-good': file(5) }))).get()).toEqual({ count: 5 })
  })

  it('changes nothing when the disk refuses, and works again afterwards', async () => {
    const disk = memoryDisk({ 'counts.json': file(1) })
    const store = await open(disk)
    disk.broken.add('counts.json')
    await expect(store.update(() => ({ count: 2 }))).rejects.toMatchObject({ problem: { code: 'not_saved' } })
    expect(store.get()).toEqual({ count: 1 })
    disk.broken.clear()
    await store.update(() => ({ count: 3 }))
    expect((await open(disk)).get()).toEqual({ count: 3 })
  })
})
