import { expect, test } from 'vitest'
import { readTags, type Tag } from '#shared/ollama/tags.ts'
import { createNotices } from '../records/notices.ts'
import { manualClock } from '../test-clock.ts'
import { memoryDisk } from '../test-platform.ts'
import { createLastSeen, MOST_MODELS } from './last-seen.ts'

const tags = (...names: string[]): Tag[] =>
  readTags(names.map((name) => ({ name, size: 5, digest: 'a', modified_at: '2026-01-02T03:04:05Z' })))?.rows ?? []
const saved = { id: 'h', url: 'http://h:1', kind: 'saved' } as const

function start(files: Record<string, string> = {}) {
  const disk = memoryDisk(files)
  let writes = 0
  const counted = { ...disk, write: (name: string, text: string) => ((writes += 1), disk.write(name, text)) }
  const errors: unknown[] = []
  const log = {
    info: () => {},
    error: (_: string, error: unknown) => void errors.push(error),
    tail: async () => '',
    file: '',
  }
  const notices = createNotices()
  const { clock, turn: pass } = manualClock(1000)
  return {
    disk,
    errors,
    pass,
    writes: () => writes,
    notices,
    lists: createLastSeen({ disk: counted, log, clock, notices }),
  }
}

test('a list is available at once, and on disk soon after', async () => {
  const { lists, disk, pass } = start()
  lists.keep(saved, tags('a:1', 'b:2'))
  expect(await lists.get(saved)).toMatchObject({ at: 1000, total: 2, tags: [{ name: 'a:1' }, { name: 'b:2' }] })
  expect(disk.files.size).toBe(0)
  await pass(5000)
  const again = start(Object.fromEntries(disk.files))
  expect(await again.lists.get(saved)).toEqual(await lists.get(saved))
})

test('an unchanged list is not written again', async () => {
  const { lists, pass, writes } = start()
  const list = tags('a:1')
  for (let n = 0; n < 20; n++) {
    lists.keep(saved, list)
    await pass(5000)
  }
  expect(writes()).toBe(1)
  await pass(11 * 60_000)
  lists.keep(saved, list)
  await pass(5000)
  expect(writes()).toBe(2)
  lists.keep(saved, tags('a:2'))
  await pass(5000)
  expect(writes()).toBe(3)
})

test('at most MOST_MODELS are kept, with the total', async () => {
  const { lists, disk } = start()
  lists.keep(saved, tags(...Array.from({ length: MOST_MODELS + 7 }, (_, at) => `m:${at}`)))
  await lists.close()
  const seen = await lists.get(saved)
  expect(seen?.total).toBe(MOST_MODELS + 7)
  expect(seen?.tags).toHaveLength(MOST_MODELS)
  expect(disk.files.get('seen-h.json')?.length).toBeLessThan(1_500_000)
})

test('a list of another address is not shown', async () => {
  const { lists, disk } = start()
  lists.keep(saved, tags('a:1'))
  await lists.close()
  const moved = { ...saved, url: 'http://other:1' }
  expect(await lists.get(moved)).toBeNull()
  expect(await start(Object.fromEntries(disk.files)).lists.get(moved)).toBeNull()
})

test.each(['run', 'sandbox'] as const)('a host of kind %s writes nothing to disk', async (kind) => {
  const { lists, disk } = start()
  lists.keep({ ...saved, kind }, tags('a:1'))
  await lists.close()
  expect(disk.files.size).toBe(0)
  expect(await lists.get({ ...saved, kind })).toMatchObject({ total: 1 })
})

test('a forgotten host and an unreadable file give no list', async () => {
  const { lists, disk } = start()
  lists.keep(saved, tags('a:1'))
  await lists.close()
  await lists.forget('h')
  expect(disk.files.size).toBe(0)
  expect(await lists.get(saved)).toBeNull()
  for (const text of ['{"url":', '{"url":"http://h:1","at":"x"}', '[]'])
    expect(await start({ 'seen-h.json': text }).lists.get(saved)).toBeNull()
})

test('a list moves with its server to another id, but never replaces a newer one', async () => {
  const { lists, disk } = start()
  const local = { ...saved, id: 'local', kind: 'local' } as const
  lists.keep(local, tags('a:1'))
  await lists.close()
  await lists.move(local, saved)
  await lists.close()
  expect([...disk.files.keys()]).toEqual(['seen-h.json'])
  expect(await lists.get(saved)).toMatchObject({ tags: [{ name: 'a:1' }] })
  lists.keep(local, tags('b:2'))
  await lists.move(local, saved)
  expect(await lists.get(saved)).toMatchObject({ tags: [{ name: 'a:1' }] })
  expect(await lists.get(local)).toBeNull()
})

test('a failed write is only logged', async () => {
  const { lists, disk, errors } = start()
  disk.broken.add('seen-h.json')
  lists.keep(saved, tags('a:1'))
  await lists.close()
  expect(errors).toHaveLength(1)
  expect(await lists.get(saved)).toMatchObject({ total: 1 })
})
