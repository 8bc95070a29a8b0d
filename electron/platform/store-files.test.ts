import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { promises } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { storeFilesOf, storeFolders } from './store-files.ts'

it.each([
  ['darwin', {}, ['/home/me/.ollama/models']],
  ['win32', {}, ['C:\\Users\\me\\.ollama\\models']],
  ['win32', { OLLAMA_MODELS: ' "D:\\models" ' }, ['D:\\models', 'C:\\Users\\me\\.ollama\\models']],
  ['darwin', { OLLAMA_MODELS: "'/Volumes/big/models'" }, ['/Volumes/big/models', '/home/me/.ollama/models']],
  ['darwin', { OLLAMA_MODELS: 'models' }, ['/home/me/.ollama/models']],
  ['darwin', { OLLAMA_MODELS: '~/models' }, ['/home/me/.ollama/models']],
  ['darwin', { OLLAMA_MODELS: '/home/me/.ollama/models' }, ['/home/me/.ollama/models']],
  [
    'linux',
    {},
    [
      '/home/me/.ollama/models',
      '/usr/share/ollama/.ollama/models',
      '/var/lib/ollama/.ollama/models',
      '/var/lib/ollama',
      '/var/snap/ollama/common/models',
      '/home/me/.var/app/com.jeffser.Alpaca/data/.ollama/models',
    ],
  ],
] as const)('on %s with %j a store may be in %j', (platform, env, folders) => {
  const home = platform === 'win32' ? 'C:\\Users\\me' : '/home/me'
  expect(storeFolders({ platform, env, home })).toEqual(folders)
})

async function folder() {
  const made = await mkdtemp(path.join(os.tmpdir(), 'corral-test-'))
  onTestFinished(() => rm(made, { recursive: true, force: true }))
  return made
}
const files = storeFilesOf({ platform: process.platform, env: {}, home: '/nowhere' })

it('moves a file to a folder that it makes, and removes the folder when it is empty', async () => {
  const at = await folder()
  const [one, aside] = [path.join(at, 'one'), path.join(at, 'aside')]
  for (const text of ['first', 'second']) {
    await writeFile(one, text)
    await files.move(one, aside)
    expect(await readFile(path.join(aside, 'one'), 'utf8')).toBe(text)
  }
  await files.removeFolder(aside)
  expect(await files.list(aside)).toEqual(['one'])
  await files.remove(path.join(aside, 'one'))
  await files.removeFolder(aside)
  await files.removeFolder(aside)
  expect(await files.list(at)).toEqual([])
})

it('looks at what is there without following links, and reads no more than it is asked to', async () => {
  const at = await folder()
  const file = path.join(at, 'file')
  await writeFile(file, 'text')
  await promises.symlink(file, path.join(at, 'link'))
  expect(await files.look(file)).toMatchObject({ kind: 'file', size: 4 })
  expect(await files.look(path.join(at, 'link'))).toMatchObject({ kind: 'link' })
  expect(await files.look(at)).toMatchObject({ kind: 'folder' })
  expect(await files.look(path.join(file, 'below'))).toBe(null)
  expect(await files.look(path.join(at, 'none'))).toBe(null)
  expect((await files.read(file, 2)).toString()).toBe('te')
  expect((await files.read(file, 99)).toString()).toBe('text')
})

it('knows the folders of this user, and the free bytes where the runtime does', async () => {
  const at = await folder()
  expect(await files.isOwn(at)).toBe(true)
  expect(await files.freeBytes(at)).toBeGreaterThan(0)
  vi.spyOn(promises as { statfs?: unknown }, 'statfs', 'get').mockReturnValue(undefined)
  expect(await files.freeBytes(at)).toBe(null)
})

it.runIf(process.getuid !== undefined && process.getuid() === 0)('another user’s folder is not its own', async () => {
  const at = await folder()
  await promises.chown(at, 12_345, 12_345)
  expect(await files.isOwn(at)).toBe(false)
})
