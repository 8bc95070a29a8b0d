import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { storeFilesOf } from '../../platform/store-files.ts'
import type { StoreFiles } from '../platform.ts'
import type { Found } from './find.ts'
import { createServerFiles } from './server-files.ts'

const KEY = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${'b'.repeat(43)}`

/** A home folder with Ollama's keys, and a server whose store is in `folder`. */
async function start({ folder = '.ollama/models', isOwn = true, pub = `${KEY} box\n` as string | null } = {}) {
  const home = await mkdtemp(path.join(os.tmpdir(), 'corral-home-'))
  onTestFinished(() => rm(home, { recursive: true }))
  const models = path.join(home, folder)
  const at = (name: string) => path.join(home, '.ollama', name)
  await mkdir(path.join(models, 'blobs'), { recursive: true })
  await mkdir(at('models'), { recursive: true })
  await writeFile(at('id_ed25519'), '-----BEGIN OPENSSH PRIVATE KEY-----\n')
  if (pub !== null) await writeFile(at('id_ed25519.pub'), pub)
  const read: string[] = []
  const real = storeFilesOf({ platform: process.platform, env: {}, home }, [])
  const storeFiles: StoreFiles = {
    ...real,
    isOwn: async () => isOwn,
    read: (file, bytes) => (read.push(file), real.read(file, bytes)),
  }
  const store = { folder: models, blobs: path.join(models, 'blobs'), aside: path.join(models, 'aside') }
  const asked: boolean[] = []
  const opened: string[] = []
  const found: { is: Found } = { is: { store, why: null } }
  const stores = { find: async (_: string, isFresh = false) => (asked.push(isFresh), found.is) }
  const openFolder = async (one: string) => void opened.push(one)
  return {
    at,
    models,
    read,
    asked,
    opened,
    lose: () => void (found.is = { store: null, why: 'other' }),
    files: createServerFiles({ storeFiles, openFolder }, stores),
    nowhere: createServerFiles({ storeFiles, openFolder: null }, stores),
  }
}

it('reads the public key beside the store, and never the private one', async () => {
  const { files, at, read } = await start()
  expect(await files.publicKey('1')).toEqual({ text: KEY, file: at('id_ed25519.pub') })
  expect(read).toEqual([at('id_ed25519.pub')])
})

it('reads the own key if the store is elsewhere and belongs to this user', async () => {
  const { files, at } = await start({ folder: 'volume/llm' })
  expect((await files.publicKey('1'))?.file).toBe(at('id_ed25519.pub'))
  const { files: others, read } = await start({ folder: 'volume/llm', isOwn: false })
  expect(await others.publicKey('1')).toBeNull()
  expect(read).toEqual([])
})

it.each([null, '', 'ssh-rsa AAAA', '-----BEGIN OPENSSH PRIVATE KEY-----\n', 'x'.repeat(5000)])(
  'has no key if the file has %j',
  async (pub) => {
    const { files } = await start({ pub })
    expect(await files.publicKey('1')).toBeNull()
  },
)

it('follows no link in place of the key', async () => {
  const { files, at } = await start({ pub: null })
  await writeFile(at('other'), KEY)
  await symlink(at('other'), at('id_ed25519.pub'))
  expect(await files.publicKey('1')).toBeNull()
})

it('shows the models folder that is proved, and proves it again before', async () => {
  const { files, models, asked, opened } = await start()
  expect(await files.modelsFolder('1')).toBe(models)
  await files.openModelsFolder('1')
  expect(asked).toEqual([false, true])
  expect(opened).toEqual([models])
})

it('shows nothing that is not proved, and nothing where no file manager is', async () => {
  const { files, nowhere, lose, opened } = await start()
  expect(await nowhere.modelsFolder('1')).toBeNull()
  lose()
  expect(await files.modelsFolder('1')).toBeNull()
  await expect(files.openModelsFolder('1')).rejects.toMatchObject({ problem: { code: 'folder_not_opened' } })
  expect(await files.publicKey('1')).toBeNull()
  expect(opened).toEqual([])
})
