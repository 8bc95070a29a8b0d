import { describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { memoryDisk } from '../test-platform.ts'
import { createNotices } from './notices.ts'
import { readEntries, readFields } from './read.ts'
import { openRecord, type RecordFormat } from './record.ts'

interface Counts {
  count: number
  unit: 'a' | 'b'
  names: string[]
}
const fields = { count: z.number(), unit: z.enum(['a', 'b']).default('a'), names: z.array(z.unknown()).default([]) }
const name = z.string()

/** Version 1 had only a number, and version 0 that number alone in the file. */
const format: RecordFormat<Counts> = {
  name: 'counts.json',
  version: 2,
  initial: { count: 0, unit: 'a', names: [] },
  migrations: { 0: (value) => value, 1: (count) => ({ count }) },
  read(value, lost) {
    const read = readFields(fields, value, lost)
    return read && { ...read, names: readEntries(read.names, lost, (entry) => name.safeParse(entry).data) }
  },
}
const file = (value: unknown, version = 2) => JSON.stringify({ version, value })
const good = (count: number) => file({ count, unit: 'b', names: ['x'] })

async function start(files: Record<string, string> = {}, disk = memoryDisk(files)) {
  const notices = createNotices()
  const log = { info: () => {}, error: () => {}, tail: async () => '', file: '' }
  const clock = { now: () => 1234, after: () => ({ cancel: () => {} }) }
  const record = await openRecord({ disk, log, clock, notices }, format)
  const codes = () => notices.all().map(({ code }) => code)
  return { disk, notices, record, codes }
}
const increase = (value: Counts) => ({ ...value, count: value.count + 1 })

describe('openRecord', () => {
  it('begins with the initial value and writes nothing by itself', async () => {
    const { record, disk, codes } = await start()
    expect(record.get()).toEqual(format.initial)
    expect(disk.files.size).toBe(0)
    expect(codes()).toEqual([])
  })

  it('writes through, in order, and keeps the last good copy', async () => {
    const { record, disk } = await start()
    await Promise.all(Array.from({ length: 20 }, () => record.update(increase)))
    expect(record.get().count).toBe(20)
    expect((await start({}, disk)).record.get().count).toBe(20)
    expect(JSON.parse(disk.files.get('counts.json.last-good') ?? '')).toMatchObject({ value: { count: 19 } })
  })

  it.each([
    ['half a file', '{"version":2,"val'],
    ['another shape', file({ count: 'many' })],
    ['an empty file', ''],
    ['4,096 NULs', '\0'.repeat(4096)],
    ['null', 'null'],
    ['a list', '[]'],
    ['a number for the value', file(3)],
    ['an envelope without a value', '{"version":2}'],
    ['a version that is none', '{"version":"two","value":{"count":1}}'],
  ])('sets %s aside, says so and takes the last good copy', async (_what, text) => {
    const { record, disk, notices, codes } = await start({ 'counts.json': text, 'counts.json.last-good': good(7) })
    expect(record.get().count).toBe(7)
    expect(disk.files.get('counts.json.unreadable-1234')).toBe(text)
    expect(notices.all()).toMatchObject([{ code: 'last_good_used', kept: 'counts.json.unreadable-1234' }])
    expect(codes()).toHaveLength(1)
    await record.update(increase)
    expect((await start({}, disk)).record.get().count).toBe(8)
    expect(disk.files.get('counts.json.unreadable-1234')).toBe(text)
  })

  it('begins anew, and says so, when both are unreadable', async () => {
    const { record, codes, disk } = await start({ 'counts.json': '{', 'counts.json.last-good': '[' })
    expect(record.get()).toEqual(format.initial)
    expect(codes()).toEqual(['file_set_aside', 'file_set_aside'])
    expect(disk.files.get('counts.json.last-good.unreadable-1234')).toBe('[')
  })

  it('takes the last good copy when the file itself is gone', async () => {
    const { record, codes } = await start({ 'counts.json.last-good': good(5) })
    expect(record.get().count).toBe(5)
    expect(codes()).toEqual([])
  })

  it('reads what an editor marked with a byte order mark', async () => {
    expect((await start({ 'counts.json': `\uFEFF${good(5)}` })).record.get().count).toBe(5)
  })

  it.each([
    ['1', file(4, 1)],
    ['0', '4'],
  ])('migrates version %s, and writes the present one with the next change', async (_version, text) => {
    const { record, disk, codes } = await start({ 'counts.json': text })
    expect(record.get()).toEqual({ count: 4, unit: 'a', names: [] })
    expect(disk.files.get('counts.json')).toBe(text)
    await record.update(increase)
    expect(JSON.parse(disk.files.get('counts.json') ?? '')).toMatchObject({ version: 2, value: { count: 5 } })
    expect(disk.files.get('counts.json.last-good')).toBe(text)
    expect(codes()).toEqual([])
  })
})

describe('a record of which parts cannot be read', () => {
  const text = file({ count: 3, unit: 'sepia', names: ['x', 7, 'y', null] })

  it('lives with the rest, and the file as it was is kept and told', async () => {
    const { record, disk, notices } = await start({ 'counts.json': text, 'counts.json.last-good': good(1) })
    expect(record.get()).toEqual({ count: 3, unit: 'a', names: ['x', 'y'] })
    expect(disk.files.get('counts.json.unreadable-1234')).toBe(text)
    expect(notices.all()).toMatchObject([
      { code: 'entries_set_aside', params: { file: 'counts.json', count: 2 }, kept: 'counts.json.unreadable-1234' },
      { code: 'fields_reset', params: { fields: 'unit' }, kept: 'counts.json.unreadable-1234' },
    ])
    expect((await start({}, disk)).codes()).toEqual([])
  })

  it('is left as it is where it cannot be copied', async () => {
    const disk = memoryDisk({ 'counts.json': text })
    disk.broken.add('counts.json.unreadable-1234')
    const { record, codes } = await start({}, disk)
    await record.update(increase)
    expect(record.get()).toEqual({ count: 4, unit: 'a', names: ['x', 'y'] })
    expect(disk.files.get('counts.json')).toBe(text)
    expect(codes()).toEqual(['file_left'])
  })
})

describe('a record of a later version', () => {
  const later = file({ count: 9, unit: 'c', names: ['x'], more: [1] }, 3)

  it('is read as far as it can be and never replaced', async () => {
    const { record, disk, notices } = await start({ 'counts.json': later, 'counts.json.last-good': later })
    expect(record.get()).toEqual({ count: 9, unit: 'a', names: ['x'] })
    expect(notices.all()).toMatchObject([
      { code: 'newer_version', params: { file: 'counts.json', version: 3 }, decidable: true },
    ])
    await record.update(increase)
    expect(record.get().count).toBe(10)
    expect([...disk.files]).toEqual([
      ['counts.json', later],
      ['counts.json.last-good', later],
    ])
    expect((await start({}, disk)).record.get().count).toBe(9)
  })

  it('is set aside when the user says so, and what was changed meanwhile is saved', async () => {
    const { record, disk, notices, codes } = await start({ 'counts.json': later, 'counts.json.last-good': later })
    await record.update(increase)
    await notices.decide('newer_version counts.json')
    expect(codes()).toEqual(['file_replaced'])
    expect(disk.files.get('counts.json.unreadable-1234')).toBe(later)
    await record.update(increase)
    expect((await start({}, disk)).record.get().count).toBe(11)
    expect(disk.files.get('counts.json.last-good.unreadable-1234')).toBe(later)
  })

  it('is used even where its value is none that is known', async () => {
    const { record, codes } = await start({ 'counts.json': '{"version":3,"entries":[]}' })
    expect(record.get()).toEqual(format.initial)
    expect(codes()).toEqual(['newer_version'])
  })

  it('is not replaced either where only its last good copy is left', async () => {
    const { record, disk, codes } = await start({ 'counts.json.last-good': later })
    await record.update(increase)
    expect([...disk.files]).toEqual([['counts.json.last-good', later]])
    expect(codes()).toEqual(['newer_version'])
  })
})

describe('a disk that refuses', () => {
  it('changes nothing, says so, and works again afterwards', async () => {
    const { record, disk, codes } = await start({ 'counts.json': good(1) })
    disk.broken.add('counts.json')
    await expect(record.update(increase)).rejects.toMatchObject({ problem: { code: 'not_saved' } })
    expect(record.get().count).toBe(1)
    expect(codes()).toEqual(['not_saved'])
    disk.broken.clear()
    await record.update(increase)
    expect(codes()).toEqual([])
    expect((await start({}, disk)).record.get().count).toBe(2)
  })

  it('saves without a last good copy where only that is refused', async () => {
    const { record, disk } = await start({ 'counts.json': good(1) })
    disk.broken.add('counts.json.last-good')
    await record.update(increase)
    expect(disk.files.get('counts.json')).toContain('"count": 2')
  })

  it('leaves a file that may be readable another time, and takes the last good copy for this run', async () => {
    const disk = memoryDisk({ 'counts.json': good(1), 'counts.json.last-good': good(7) })
    disk.unreadable.set('counts.json', 'EACCES')
    const { record, codes, notices } = await start({}, disk)
    expect(record.get().count).toBe(7)
    expect(codes()).toEqual(['file_left', 'last_good_used'])
    await record.update(increase)
    disk.unreadable.clear()
    expect((await start({}, disk)).record.get().count).toBe(1)
    await notices.decide('file_left counts.json')
    expect((await start({}, disk)).record.get().count).toBe(8)
    expect(disk.files.get('counts.json.unreadable-1234')).toBe(good(1))
  })

  it('sets a folder of that name aside', async () => {
    const disk = memoryDisk({ 'counts.json': 'what is in the folder' })
    disk.unreadable.set('counts.json', 'EISDIR')
    const { record, codes } = await start({}, disk)
    expect(codes()).toEqual(['file_set_aside'])
    disk.unreadable.clear()
    await record.update(increase)
    expect(disk.files.get('counts.json.unreadable-1234')).toBe('what is in the folder')
  })

  it.each(['{', good(1)])('leaves what can be neither read nor renamed: %s', async (text) => {
    const disk = memoryDisk({ 'counts.json': text })
    if (text !== '{') disk.unreadable.set('counts.json', 'EISDIR')
    disk.rename = () => Promise.reject(new Error('read-only'))
    const { record, codes, notices } = await start({}, disk)
    await record.update(increase)
    expect(record.get().count).toBe(1)
    expect(disk.files.get('counts.json')).toBe(text)
    expect(codes()).toEqual(['file_left'])
    await expect(notices.decide('file_left counts.json')).rejects.toMatchObject({ problem: { code: 'not_saved' } })
    expect(codes()).toEqual(['file_left'])
  })

  it('keeps changes for this run where nothing can be written at all', async () => {
    const disk = { ...memoryDisk({ 'counts.json': good(1) }), isWritable: false }
    const { record } = await start({}, disk)
    await record.update(increase)
    expect(record.get().count).toBe(2)
    expect(disk.files.get('counts.json')).toBe(good(1))
  })
})

test('a field that is wrong without having a default makes the whole unreadable', () => {
  const lost = { fields: [], entries: 0 }
  expect(readFields(fields, { unit: 'z' }, lost)).toBeUndefined()
  expect(readFields(fields, null, lost)).toBeUndefined()
  expect(readFields(fields, [], lost)).toBeUndefined()
  expect(lost).toEqual({ fields: [], entries: 0 })
})
