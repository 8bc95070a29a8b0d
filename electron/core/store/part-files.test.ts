import { symlink, truncate } from 'node:fs/promises'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { storeFilesOf } from '../../platform/store-files.ts'
import { readParts } from './part-files.ts'
import { blobName, digestOf, makeStore } from './test-store.ts'

const files = storeFilesOf({ platform: process.platform, env: {}, home: '/nowhere' }, [])
const A = digestOf('a')
const B = digestOf('b')

async function store() {
  const made = await makeStore()
  onTestFinished(() => made.remove())
  return { ...made, read: (...digests: string[]) => readParts(files, made.blobs, digests) }
}

it('reads the bytes on the disk, those of finished parts, and the newest change', async () => {
  const { read, download, write, blobs } = await store()
  await download(A, { bytes: 8192, age: 3_600_000 })
  // As the server makes it: the whole size at once, and nothing allocated.
  await truncate(path.join(blobs, `${blobName(A)}-partial`), 1e12)
  await write(`${blobName(A)}-partial-2`, '{"N":2,"Offset":0,"Size":9,"Completed":0}', 60_000)
  const [parts] = await read(A)
  expect(parts).toMatchObject({ digest: A, completed: 8192, isDamaged: false })
  expect(parts?.allocated).toBeGreaterThanOrEqual(8192)
  expect(parts?.allocated).toBeLessThan(1e6)
  expect(Date.now() - (parts?.modifiedAt ?? 0)).toBeLessThan(3_000_000)
})

it('lists the states of a download before its data', async () => {
  const { read, download } = await store()
  await download(A)
  expect((await read(A))[0]?.files.map(({ kind }) => kind)).toEqual(['state', 'state', 'data'])
})

it.each([
  ['an empty state, as SIGTERM leaves it', '', true],
  ['a state that is cut off', '{"N":0,"Offset":', true],
  ['a state that is no object', '[]', true],
  ['a state without its bytes', '{"N":0}', true],
  ['a state that is too long', ' '.repeat(5000), true],
  ['a state as it is before the first byte', '{"N":0,"Offset":0,"Size":5,"Completed":0}', false],
])('tells whether %s is damaged', async (_, text, isDamaged) => {
  const { read, write } = await store()
  await write(`${blobName(A)}-partial-0`, text, 0)
  expect(await read(A)).toMatchObject([{ isDamaged, completed: 0 }])
})

it('knows the file of a tensor model, and a download of which only the data is left', async () => {
  const { read, write } = await store()
  await write(`${blobName(A)}.tmp`, 'x', 0)
  await write(`${blobName(B)}-partial`, 'x', 0)
  expect(await read(A, B)).toMatchObject([
    { digest: A, files: [{ kind: 'data' }], isDamaged: false },
    { digest: B, files: [{ kind: 'data' }], isDamaged: false },
  ])
})

it('reads nothing of other digests, finished blobs, links and foreign names', async () => {
  const { read, download, write, blobs, root } = await store()
  await download(B)
  await write(blobName(A), 'x', 0)
  for (const name of ['-partial-x', '-partial-', '-partial-1.bak', '-partials', '.tmp.1', '-partial-0 '])
    await write(`${blobName(A)}${name}`, 'x', 0)
  await symlink(root, path.join(blobs, `${blobName(A)}-partial`))
  expect(await read(A, 'sha256:model', 'sha256:', '')).toEqual([])
  expect(await read()).toEqual([])
})

it('rejects for a folder that cannot be read', async () => {
  await expect(readParts(files, '/no/such', [A])).rejects.toThrow('ENOENT')
})
