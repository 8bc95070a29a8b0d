import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { memoryDisk, testPlatform } from '../test-platform.ts'
import { createNotices } from '../records/notices.ts'
import { openJournal, type JournalFormat } from './journal.ts'
import { keepOperations, operationsFormat } from './operation.ts'
import { endMany } from './test-operations.ts'

interface Thing {
  id: string
  count: number
}
const format: JournalFormat<Thing> = {
  name: 'things.journal',
  version: 2,
  migrations: { 1: (value) => ({ ...(value as object), count: 1 }) },
  read: (value) =>
    typeof value === 'object' && value !== null && typeof (value as Thing).count === 'number'
      ? (value as Thing)
      : undefined,
}

async function start(disk = memoryDisk(), keep?: Parameters<typeof openJournal<Thing>>[2]) {
  const notices = createNotices()
  const log = { info: () => {}, error: () => {}, tail: async () => '', file: '' }
  const clock = { now: () => 1234, after: () => ({ cancel: () => {} }) }
  const journal = await openJournal({ disk, log, clock, notices }, format, keep)
  const text = () => disk.files.get(format.name) ?? ''
  return {
    journal,
    disk,
    text,
    codes: () => notices.all().map(({ code }) => code),
    put: (id: string, count: number) => journal.put(id, { id, count }),
    ids: () => journal.all().map(({ id, count }) => `${id}${count}`),
  }
}
/** The journal of the next run over the files as they are. */
const later = (disk: ReturnType<typeof memoryDisk>) => start(memoryDisk(Object.fromEntries(disk.files)))

describe('a journal', () => {
  it('has what was last put under each id, in the order of the first time', async () => {
    const first = await start()
    await Promise.all([first.put('a', 1), first.put('b', 1), first.put('a', 2), first.put('c', 1)])
    await first.journal.remove(['b', 'nobody'])
    expect(first.ids()).toEqual(['a2', 'c1'])
    expect((await later(first.disk)).ids()).toEqual(['a2', 'c1'])
  })

  it('drops a last line that a crash cut, and goes on', async () => {
    const { disk, put, text } = await start()
    await put('a', 1)
    await put('b', 1)
    for (let cut = text().lastIndexOf('\n', text().length - 2) + 2; cut < text().length; cut++) {
      const next = await start(memoryDisk({ [format.name]: text().slice(0, cut) }))
      expect(next.ids()).toEqual(['a1'])
      expect(next.codes()).toEqual([])
      await next.put('c', 1)
      expect((await later(next.disk)).ids()).toEqual(['a1', 'c1'])
    }
    expect((await later(disk)).ids()).toEqual(['a1', 'b1'])
  })

  it('sets a damaged line aside, tells it, and has the rest', async () => {
    const { put, text } = await start()
    for (const id of ['a', 'b', 'c']) await put(id, 1)
    const whole = text()
    const lineOfB = whole.indexOf('"id":"b"')
    const damaged = `${whole.slice(0, lineOfB + 6)}x${whole.slice(lineOfB + 7)}`
    const next = await start(memoryDisk({ [format.name]: damaged }))
    expect(next.ids()).toEqual(['a1', 'c1'])
    expect(next.codes()).toEqual(['entries_set_aside'])
    expect(next.disk.files.get(`${format.name}.unreadable-1234`)).toBe(damaged)
    const last = await later(next.disk)
    expect([last.ids(), last.codes()]).toEqual([['a1', 'c1'], []])
  })

  it('loses no line but the one in which a bit turns, whichever it is', async () => {
    const { put, text } = await start()
    for (let count = 0; count < 6; count++) await put(`id-${count}`, count)
    const bytes = Buffer.from(text())
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.nat(6), async (at, bit) => {
        const turned = Buffer.from(bytes)
        turned[at] = (turned[at] ?? 0) ^ (1 << bit)
        const next = await start(memoryDisk({ [format.name]: turned.toString() }))
        // A turned line end joins two lines, and one within a line makes two of it.
        expect(next.ids().length).toBeGreaterThanOrEqual(4)
        for (const { id, count } of next.journal.all()) expect(id).toBe(`id-${count}`)
      }),
    )
  })

  it.each([
    ['0 bytes', ''],
    ['4,096 NULs', '\0'.repeat(4096)],
    ['JSON', '{"version":1}'],
    ['null', 'null\n'],
  ])('sets aside a file that is none: %s', async (_what, text) => {
    const { disk, codes, put, ids } = await start(memoryDisk({ [format.name]: text }))
    expect(codes()).toEqual(['file_set_aside'])
    expect(disk.files.get(`${format.name}.unreadable-1234`)).toBe(text)
    await put('a', 1)
    expect((await later(disk)).ids()).toEqual(ids())
  })

  it('keeps in memory what a full disk refused, and writes it with the next line', async () => {
    const { disk, put, ids, codes } = await start()
    await put('a', 1)
    disk.broken.add(format.name)
    await expect(put('b', 1)).rejects.toThrow()
    expect(codes()).toEqual(['not_saved'])
    expect(ids()).toEqual(['a1', 'b1'])
    // What was written of the line before the disk was full.
    expect((await later(disk)).ids()).toEqual(['a1'])
    disk.broken.clear()
    await put('c', 1)
    expect(codes()).toEqual([])
    expect((await later(disk)).ids()).toEqual(['a1', 'b1', 'c1'])
  })

  it('reads an older version, and leaves a later one as it is', async () => {
    const { disk, put, text } = await start()
    await put('a', 7)
    const older = await start(memoryDisk({ [format.name]: retold(text(), 1) }))
    expect(older.ids()).toEqual(['a1'])
    const newer = await start(memoryDisk({ [format.name]: retold(text(), 3) }))
    expect([newer.ids(), newer.codes()]).toEqual([['a7'], ['newer_version']])
    await newer.put('b', 1)
    expect(newer.text()).toBe(retold(text(), 3))
    expect(disk.files.size).toBe(1)
  })

  it('writes together what is put while an earlier write is under way', async () => {
    const { disk, put, ids } = await start()
    await put('a', 0)
    let appends = 0
    const append = disk.append.bind(disk)
    disk.append = async (name, text) => {
      appends += 1
      await new Promise((resolve) => setTimeout(resolve, 5))
      return append(name, text)
    }
    const first = put('a', 1)
    await Promise.resolve()
    await Promise.resolve()
    await Promise.all([first, ...Array.from({ length: 50 }, (_, count) => put(`b${count}`, count))])
    expect(appends).toBeLessThanOrEqual(2)
    expect((await later(disk)).ids()).toEqual(ids())
    disk.broken.add(format.name)
    const refused = await Promise.allSettled([put('c', 1), put('d', 1)])
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  it('is written anew, with what is still wanted, before it grows without end', async () => {
    const first = await start()
    for (let count = 0; count < 2100; count++) await first.put('a', count)
    expect(first.text().split('\n').length).toBeLessThan(1100)
    await first.put('b', 1)
    const next = await start(first.disk, (things) => things.filter(({ value }) => value.id === 'b'))
    expect(next.ids()).toEqual(['b1'])
  })
})

it(
  'of 10,000 ended jobs and 5,000 ended acts keeps the newest 5,000 under 6 MB, and what has not ended',
  { timeout: 60_000 },
  async () => {
    const disk = memoryDisk()
    const { notices, log, clock } = testPlatform()
    const host = { id: 'box', url: 'http://127.0.0.1:11434' }
    const journal = await openJournal(
      { disk, log, clock, notices },
      operationsFormat,
      keepOperations(() => clock.now()),
    )
    await endMany(journal, 1, clock.now(), host)
    for (const ended of journal.all())
      await journal.put('open', { ...ended, id: 'open', endedAt: null, state: 'running' })
    let largest = 0
    const measured = (act: (name: string, text: string) => Promise<void>) => async (name: string, text: string) => {
      await act(name, text)
      largest = Math.max(largest, disk.files.get(name)?.length ?? 0)
    }
    disk.write = measured(disk.write)
    disk.append = measured(disk.append)
    await endMany(journal, 15_000, clock.now(), host)
    expect(largest).toBeGreaterThan(3e6)
    expect(largest).toBeLessThan(6e6)
    const next = await openJournal(
      { disk, log, clock, notices },
      operationsFormat,
      keepOperations(() => clock.now()),
    )
    expect(next.get('open')?.state).toBe('running')
    expect(next.all()).toHaveLength(5001)
  },
)

/** The same journal with another version in its first line. */
function retold(text: string, version: number): string {
  const lines = text.split('\n')
  const json = JSON.stringify({ journal: format.name, version })
  return [`${checksum(json)} ${json}`, ...lines.slice(1)].join('\n')
}
const checksum = (json: string) => createHash('sha256').update(json).digest('hex').slice(0, 8)
