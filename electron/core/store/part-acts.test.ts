import { mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { storeFilesOf } from '../../platform/store-files.ts'
import type { StoreFiles } from '../platform.ts'
import { areChanging, removeParts, setPartsAside } from './part-acts.ts'
import { readParts } from './part-files.ts'
import { blobName, digestOf, makeStore, type TestStore } from './test-store.ts'

const files = storeFilesOf({ platform: process.platform, env: {}, home: '/nowhere' }, [])
const [A, B, C] = ['a', 'b', 'c'].map(digestOf) as [string, string, string]

async function store() {
  const made = await makeStore()
  onTestFinished(() => made.remove())
  return made
}
const asideOf = ({ folder, blobs, aside }: TestStore) => ({ folder, blobs, aside })
const acts = {
  remove: async (made: TestStore, digests: string[], by: StoreFiles = files) =>
    removeParts(by, await readParts(by, made.blobs, digests)),
  aside: async (made: TestStore, digests: string[], by: StoreFiles = files) =>
    setPartsAside(by, asideOf(made), await readParts(by, made.blobs, digests)),
}

const endings = ['', '-partial', '-partial-0', '-partial-12', '.tmp', '-partial-0.bak', '-partial-', '-part', '.bad']
const anyName = fc.oneof(
  fc.tuple(fc.constantFrom(A, B, C), fc.constantFrom(...endings)).map(([digest, end]) => `${blobName(digest)}${end}`),
  fc.constantFrom('notes.txt', 'sha256-', `sha256-${'A'.repeat(64)}-partial`, `x${blobName(A)}-partial`, 'COPY1'),
)
const isPartOf = (name: string, digests: string[]) =>
  digests.some((digest) =>
    ['-partial', '-partial-0', '-partial-12', '.tmp'].some((end) => name === blobName(digest) + end),
  )

it.each(['remove', 'aside'] as const)('%s touches no file but the parts of the digests named', async (act) => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(anyName), fc.subarray([A, B, C]), async (names, digests) => {
      const made = await makeStore()
      try {
        for (const name of names) await made.write(name, name.endsWith('0') ? '' : name, 1000)
        await acts[act](made, digests)
        const moved = (name: string) => act === 'aside' && isPartOf(name, digests)
        const left = names.filter((name) => !isPartOf(name, digests) || moved(name))
        expect(await made.names()).toEqual(left.map((name) => (moved(name) ? `aside/${name}` : name)).sort())
        for (const name of left) {
          const file = path.join(moved(name) ? made.aside : made.blobs, name)
          expect(await readFile(file, 'utf8')).toBe(name.endsWith('0') ? '' : name)
        }
      } finally {
        await made.remove()
      }
    }),
    { numRuns: 60 },
  )
})

it('goes on to leave a broken state until the others are gone, and the data to the end', async () => {
  const made = await store()
  await made.download(A, { damage: 'empty' })
  await made.write(`${blobName(A)}-partial-2`, '{"N":2,"Offset":0,"Size":9,"Completed":9}', 1000)
  const order: string[] = []
  const watched: StoreFiles = {
    ...files,
    async move(file, folder) {
      order.push(path.basename(file).replace(blobName(A), ''))
      await files.move(file, folder)
    },
  }
  await acts.aside(made, [A], watched)
  expect(order).toEqual(['-partial-0', '-partial-2', '-partial-1', '-partial'])
})

it('stops at a file that changed or was replaced after it was read', async () => {
  for (const change of [
    (file: string) => utimes(file, new Date(), new Date()),
    async (file: string) => {
      await files.remove(file)
      await symlink('/etc/hostname', file)
    },
  ]) {
    const made = await store()
    await made.download(A)
    const parts = await readParts(files, made.blobs, [A])
    await change(path.join(made.blobs, `${blobName(A)}-partial-1`))
    await expect(removeParts(files, parts)).rejects.toMatchObject({ problem: { code: 'parts_changing' } })
    expect(await made.names()).toEqual([`${blobName(A)}-partial`, `${blobName(A)}-partial-1`])
  }
})

it('passes over a file that the server has removed meanwhile', async () => {
  const made = await store()
  await made.download(A)
  const parts = await readParts(files, made.blobs, [A])
  await files.remove(path.join(made.blobs, `${blobName(A)}-partial-0`))
  await removeParts(files, parts)
  expect(await made.names()).toEqual([])
})

it('tells which file the system keeps, and why', async () => {
  const made = await store()
  await made.download(A)
  const busy = Object.assign(new Error('EBUSY'), { code: 'EBUSY' })
  const error = await acts.remove(made, [A], { ...files, remove: () => Promise.reject(busy) }).catch((e: unknown) => e)
  expect(error).toMatchObject({
    problem: { code: 'parts_not_changed', params: { file: `${blobName(A)}-partial-0`, cause: 'EBUSY' } },
  })
})

it('moves nothing where the folder aside is something else', async () => {
  const made = await store()
  await made.download(A)
  await mkdir(path.join(made.root, 'elsewhere'))
  await symlink(path.join(made.root, 'elsewhere'), made.aside)
  await expect(acts.aside(made, [A])).rejects.toMatchObject({ problem: { code: 'parts_not_changed' } })
  await files.remove(made.aside)
  await writeFile(made.aside, 'x')
  await expect(acts.aside(made, [A])).rejects.toMatchObject({ problem: { code: 'parts_not_changed' } })
  expect(await files.list(made.blobs)).toHaveLength(3)
})

it('takes files for changing for two minutes, and those of the future as well', async () => {
  const made = await store()
  await made.download(A, { age: 119_000 })
  const parts = await readParts(files, made.blobs, [A])
  expect(areChanging(parts, Date.now())).toBe(true)
  expect(areChanging(parts, Date.now() + 2_000)).toBe(false)
  expect(areChanging(parts, Date.now() - 3_600_000)).toBe(true)
  expect(areChanging([], Date.now())).toBe(false)
})
