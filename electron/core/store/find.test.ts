import { chmod, mkdir, rename, symlink, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readShow } from '#shared/ollama/show.ts'
import { readTags } from '#shared/ollama/tags.ts'
import { storeFilesOf } from '../../platform/store-files.ts'
import type { Ollama } from '../ollama/client.ts'
import { manualClock } from '../test-clock.ts'
import { createStores, findStore, storeOfModelfile } from './find.ts'
import { makeStore, modelfileIn } from './test-store.ts'

const HERE = 'http://127.0.0.1:11434'
const filesAt = (...folders: string[]) =>
  storeFilesOf({ platform: process.platform, env: {}, home: '/nowhere' }, folders)

async function store() {
  const made = await makeStore()
  onTestFinished(() => made.remove())
  return made
}

/** A server with these models; `folder` is the one that its Modelfiles name. */
function server(rows: unknown[] | null, folder: string | null = null) {
  let asked = 0
  const client = {
    async tags() {
      asked += 1
      if (rows === null) throw new Error('refused')
      return readTags({ models: rows })
    },
    show: async () => readShow({ modelfile: folder === null ? 'FROM a:1' : modelfileIn(folder) }),
  } as unknown as Ollama
  return { client, asked: () => asked }
}

describe('the store of a server', () => {
  it('is found by the Modelfile of a model', async () => {
    const { folder, blobs, aside, install } = await store()
    const row = await install('llama3.2:1b')
    const found = await findStore(filesAt(), server([row], folder).client, HERE)
    expect(found).toEqual({ store: { folder, blobs, aside }, why: null })
  })

  it('is found in a usual folder, also for a server that names none', async () => {
    const [{ folder: wrong }, { folder, install }] = [await store(), await store()]
    const rows = [{ name: 'odd' }, await install('hf.co/u/r:Q4_K_M'), await install('me/m:1')]
    const { store: found } = await findStore(filesAt('/no/such', wrong, folder), server(rows).client, HERE)
    expect(found?.folder).toBe(folder)
  })

  it('may be a link to another volume', async () => {
    const { root, folder, install } = await store()
    const row = await install('m:1')
    const elsewhere = path.join(root, 'volume')
    await rename(folder, elsewhere)
    await symlink(elsewhere, folder)
    const { store: found } = await findStore(filesAt(), server([row], folder).client, HERE)
    expect(found).toEqual({
      folder,
      blobs: path.join(elsewhere, 'blobs'),
      aside: path.join(elsewhere, 'corral-aside'),
    })
  })

  it('is another one if a container answers, whose models have other digests', async () => {
    const { folder, install } = await store()
    const row = await install('m:1')
    const other = { ...row, digest: 'b'.repeat(64) }
    expect(await findStore(filesAt(folder), server([other], '/root/.ollama/models').client, HERE)).toEqual({
      store: null,
      why: 'other',
    })
  })

  it('is another one if a container pulled the same model at another time', async () => {
    const { folder, install } = await store()
    const row = { ...(await install('m:1')), modified_at: new Date().toISOString() }
    expect((await findStore(filesAt(folder), server([row]).client, HERE)).why).toBe('other')
  })

  it.each([
    ['elsewhere', 'http://192.168.0.9:11434'],
    ['elsewhere', 'https://box.example/ollama'],
  ] as const)('is %s for %s, which is not even asked', async (why, url) => {
    const { folder, install } = await store()
    const { client, asked } = server([await install('m:1')], folder)
    expect(await findStore(filesAt(folder), client, url)).toEqual({ store: null, why })
    expect(asked()).toBe(0)
  })

  it('is not known without a model, an answer, or a folder', async () => {
    const { folder, install } = await store()
    const row = await install('m:1')
    const whyOf = async (rows: unknown[] | null, files = filesAt(folder)) =>
      (await findStore(files, server(rows).client, HERE)).why
    expect(await whyOf([])).toBe('no_model')
    expect(await whyOf([{ ...row, digest: '30046f5b8838' }])).toBe('no_model')
    expect(await whyOf([{ ...row, modified_at: undefined }])).toBe('no_model')
    expect(await whyOf(null)).toBe('no_answer')
    expect(await whyOf([row], filesAt('/no/such'))).toBe('not_found')
    expect(await whyOf([row])).toBe(null)
  })

  it.runIf(process.getuid?.() !== 0)('is not readable where its folder is closed', async () => {
    const { folder, install } = await store()
    const row = await install('m:1')
    await chmod(folder, 0o000)
    expect((await findStore(filesAt(folder), server([row]).client, HERE)).why).toBe('unreadable')
    await chmod(folder, 0o700)
  })

  it('is not readable where the system refuses', async () => {
    const { folder, install } = await store()
    const row = await install('m:1')
    const refused = Object.assign(new Error('EACCES'), { code: 'EACCES' })
    const files = { ...filesAt(folder, '/no/such'), list: () => Promise.reject(refused) }
    expect((await findStore(files, server([row]).client, HERE)).why).toBe('unreadable')
  })

  it('is not proved by a file outside of it, by a link or by a folder', async () => {
    const { root, folder, install } = await store()
    const row = await install('m:1')
    const manifests = path.join(folder, 'manifests/registry.ollama.ai/library')
    await rename(path.join(manifests, 'm/1'), path.join(root, 'm'))
    const time = new Date(row.modified_at)
    await utimes(path.join(root, 'm'), time, time)
    const whyOf = async (name: string) =>
      (await findStore(filesAt(folder), server([{ ...row, name }]).client, HERE)).why
    expect(await whyOf('../../../../../m:1')).toBe('no_model')
    expect(await whyOf('m:1')).toBe('other')
    await symlink(path.join(root, 'm'), path.join(manifests, 'm/1'))
    expect(await whyOf('m:1')).toBe('other')
    await mkdir(path.join(manifests, 'm/folder'))
    expect(await whyOf('m:folder')).toBe('other')
  })

  it('leaves everything as it is', async () => {
    const { folder, install, names, write } = await store()
    const row = await install('m:1')
    await write('notes.txt', 'mine', 0)
    await findStore(filesAt(folder), server([row], folder).client, HERE)
    expect(await names()).toEqual(['notes.txt'])
  })
})

describe('the Modelfile', () => {
  it.each([
    ['FROM /a/models/blobs/sha256-', '/a/models'],
    ['# FROM m:1\n\nFROM /a b/blobs/sha256-', '/a b'],
    ['FROM relative/blobs/sha256-', undefined],
    ['FROM //server/share/blobs/sha256-', undefined],
    ['FROM \\\\server\\share\\blobs\\sha256-', undefined],
    ['# FROM /a/blobs/sha256-', undefined],
    ['FROM llama3.2:1b #', undefined],
  ])('%j names %s', (text, folder) => {
    expect(storeOfModelfile(`${text}${'a'.repeat(64)}\nTEMPLATE x`)).toBe(folder)
  })
})

it('is kept for a minute, and looked for again if it was not found or is to be changed', async () => {
  const { folder, install } = await store()
  const row = await install('m:1')
  const { clock, turn } = manualClock()
  const { client, asked } = server([row], folder)
  const host = { id: 'h', url: HERE, kind: 'saved' }
  const stores = createStores({ clock, storeFiles: filesAt() }, {
    client: () => client,
    find: (id: string) => (id === 'h' ? host : undefined),
  } as never)
  const countOf = async (isFresh?: boolean) => {
    const before = asked()
    expect((await stores.find('h', isFresh)).store?.folder).toBe(folder)
    return asked() - before
  }
  expect([await countOf(), await countOf(), await countOf(true)]).toEqual([1, 0, 1])
  await turn(61_000)
  expect(await countOf()).toBe(1)
  expect(await stores.find('gone')).toEqual({ store: null, why: 'elsewhere' })
  host.kind = 'sandbox'
  expect(await stores.find('h')).toEqual({ store: null, why: 'elsewhere' })
  await writeFile(path.join(folder, 'manifests/registry.ollama.ai/library/m/1'), 'changed')
  host.kind = 'saved'
  expect((await stores.find('h', true)).why).toBe('other')
})
