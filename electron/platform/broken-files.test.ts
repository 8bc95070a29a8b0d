import { mkdtempSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CorralClient } from '#shared/contract/index.ts'
import { openApp } from '../core/app.ts'
import { viewFormat } from '../core/playground/playground-formats.ts'
import type { Disk } from '../core/platform.ts'
import { testPlatform } from '../core/test-platform.ts'
import { openSecrets, type KeyStore } from '../shell/secrets.ts'
import { openWindowState } from '../shell/window-state.ts'
import { openDataFolder } from './data-folder.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'corral-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const keyStore: KeyStore = {
  isAsyncEncryptionAvailable: async () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: async (text) => Buffer.from(text),
  decryptStringAsync: async (bytes) => ({ result: bytes.toString(), shouldReEncrypt: false }),
}

/** The parts of Corral that read and write files, on a real folder. */
async function start(wrap: (disk: Disk) => Disk = (disk) => disk) {
  const data = await openDataFolder(folder, 'web')
  const platform = testPlatform()
  const over = { ...platform, disk: wrap(data.disk) }
  const app = await openApp({ ...over, secrets: openSecrets(keyStore, 'linux', over) })
  await app.begin()
  const window = await openWindowState(over)
  const client: CorralClient = createRouterClient(app.router)
  const close = async () => {
    await app.close()
    await data.release()
  }
  /** Those of files. */
  const notices = async () => (await client.system.info()).notices.filter(({ params }) => params['file'] !== undefined)
  return { app, client, window, notices, close, keptLock: data.keptLock }
}
type Started = Awaited<ReturnType<typeof start>>

/** Uses every file once. */
async function use({ client, window }: Started): Promise<void> {
  await client.settings.update({ theme: 'dark' })
  await client.library.setView({ columns: [], sort: { column: 'size', desc: true }, group: 'none' })
  const { hosts } = await stateOf(client)
  const saved = hosts.find(({ kind }) => kind === 'saved')
  const credentials = { auth: { kind: 'bearer' as const, token: 'a-token' }, headers: [] }
  const { id: hostId } = saved ?? (await client.hosts.add({ name: 'box', url: '127.0.0.1:9', credentials }))
  await client.hosts.lastSeen({ hostId })
  await client.transfers.start({ hostId, kind: 'pull', name: `m${Date.now()}` })
  await client.playground.get()
  await client.measured.forget()
  const entries = [{ text: 'a text', group: null }]
  await client.playground.save({ texts: { entries, groups: [] }, runs: [], view: viewFormat.initial })
  const state = await client.pageState.get({ hostId })
  await client.pageState.save({ hostId, state: { ...state, place: 'hosts' } })
  await window.set({ saidClosing: true })
}
async function stateOf(client: CorralClient) {
  for await (const state of await client.hosts.watch()) return state
  throw new Error('no state')
}

const files = [
  'settings.json',
  'hosts.json',
  'operations.journal',
  'library.json',
  'secrets.json',
  'window.json',
  'playground-texts.json',
  'playground-runs.json',
  'playground-view.json',
  'page-state.json',
  'measured.json',
] as const

const faults = {
  '0 bytes': '',
  '4,096 NULs': '\0'.repeat(4096),
  'half a JSON': '{"version":1,"value":{"theme":"da',
  null: 'null',
  'a list': '[]',
  'a text': '"settings"',
  'an envelope of nothing': '{"version":1,"value":null}',
} as const
type Fault = keyof typeof faults | 'a folder'
const allFaults = [...Object.keys(faults), 'a folder'] as Fault[]

async function damage(name: string, fault: Fault): Promise<void> {
  const file = path.join(folder, name)
  await rm(file, { recursive: true, force: true })
  if (fault === 'a folder') {
    await mkdir(file, { recursive: true })
    await writeFile(path.join(file, 'inside'), 'what the user keeps there')
  } else await writeFile(file, faults[fault])
}
/** The content of the file that a notice names. */
async function contentOf(kept: string | null, fault: Fault): Promise<string> {
  const file = path.join(folder, kept ?? '')
  return fault === 'a folder' ? readFile(path.join(file, 'inside'), 'utf8') : readFile(file, 'utf8')
}
const textOf = (fault: Fault) => (fault === 'a folder' ? 'what the user keeps there' : faults[fault])

describe('a start with broken files', () => {
  it.each(files.flatMap((name) => allFaults.map((fault) => [name, fault] as const)))(
    '%s is %s: it starts, says so, keeps the file and works',
    async (name, fault) => {
      await damage(name, fault)
      const first = await start()
      await use(first)
      const [notice, ...more] = await first.notices()
      expect(notice).toMatchObject({ code: 'file_set_aside', params: { file: name } })
      expect(more).toEqual([])
      expect(await contentOf(notice?.kept ?? null, fault)).toBe(textOf(fault))
      await first.close()
      const second = await start()
      expect(await second.notices()).toEqual([])
      expect(await second.client.settings.get()).toMatchObject({ theme: 'dark' })
      expect((await stateOf(second.client)).hosts.map(({ kind }) => kind)).toContain('saved')
      await second.close()
    },
  )

  it.each(allFaults)('all of them are %s', async (fault) => {
    for (const name of files) await damage(name, fault)
    const first = await start()
    await use(first)
    const notices = await first.notices()
    expect(notices.map(({ params }) => String(params['file'])).toSorted()).toEqual([...files].toSorted())
    for (const { kept } of notices) expect(await contentOf(kept, fault)).toBe(textOf(fault))
    await first.close()
  })

  it.each(allFaults)('all of them and their last good copies are %s, twice in a row', async (fault) => {
    for (let turn = 0; turn < 2; turn++) {
      for (const name of files) for (const file of [name, `${name}.last-good`]) await damage(file, fault)
      const run = await start()
      await use(run)
      expect((await run.notices()).length).toBeGreaterThanOrEqual(files.length)
      await run.close()
    }
    const kept = (await readdir(folder)).filter((name) => name.includes('.unreadable-'))
    // Each file twice, and the last good copies of settings, hosts and library.
    expect(kept.length).toBeGreaterThanOrEqual(2 * (files.length + 3))
  })

  it.each(allFaults)('the last list of a host is %s', async (fault) => {
    const first = await start()
    await use(first)
    const id = (await stateOf(first.client)).hosts.find(({ kind }) => kind === 'saved')?.id ?? ''
    await first.close()
    await damage(`seen-${id}.json`, fault)
    const second = await start()
    expect(await second.client.hosts.lastSeen({ hostId: id })).toBeNull()
    expect(await second.notices()).toMatchObject([{ code: 'file_set_aside', params: { file: `seen-${id}.json` } }])
    await second.close()
  })

  it.each(allFaults)('the lock is %s', async (fault) => {
    await damage('corral.lock', fault)
    const run = await start()
    await use(run)
    if (fault === 'a folder') expect(await contentOf(run.keptLock, fault)).toBe(textOf(fault))
    else expect(run.keptLock).toBeNull()
    await run.close()
    expect(await readdir(folder)).not.toContain('corral.lock')
  })
})

/** A disk whose calls for `files` fail with `code`. */
const failing =
  (call: 'read' | 'write' | 'rename', code: string, isMeant: (name: string) => boolean = () => true) =>
  (disk: Disk): Disk => ({
    ...disk,
    [call]: (name: string, more: string) =>
      isMeant(name)
        ? Promise.reject(Object.assign(new Error(`${code}: ${name}`), { code }))
        : (disk[call] as (name: string, more: string) => Promise<unknown>)(name, more),
  })

describe('a start with a failing disk', () => {
  it.each(files.flatMap((name) => ['EACCES', 'EIO'].map((code) => [name, code] as const)))(
    '%s cannot be read (%s): it is left as it is, and changes hold for this run',
    async (name, code) => {
      const before = await start()
      await use(before)
      await before.close()
      const text = await readFile(path.join(folder, name), 'utf8')
      const run = await start(failing('read', code, (file) => file === name))
      await use(run)
      expect((await run.notices()).map((notice) => notice.code)).toContain('file_left')
      expect(await run.client.settings.get()).toMatchObject({ theme: 'dark' })
      await run.close()
      expect(await readFile(path.join(folder, name), 'utf8')).toBe(text)
    },
  )

  it.each(['ENOSPC', 'EACCES', 'EROFS'])('nothing can be written (%s): reported for each file', async (code) => {
    const run = await start(failing('write', code))
    await expect(run.client.settings.update({ theme: 'dark' })).rejects.toMatchObject({ data: { code: 'not_saved' } })
    await expect(run.client.hosts.add({ name: '', url: '127.0.0.1:9' })).rejects.toMatchObject({
      data: { code: 'not_saved' },
    })
    await run.window.set({ saidClosing: true })
    expect((await run.notices()).map((notice) => [notice.code, notice.params['file']])).toEqual([
      ['not_saved', 'version.json'],
      ['not_saved', 'settings.json'],
      ['not_saved', 'operations.journal'],
      ['not_saved', 'hosts.json'],
      ['not_saved', 'window.json'],
    ])
    await run.close()
  })

  it('broken files that can be neither renamed nor read are left in place, and Corral works for this run', async () => {
    for (const name of files) await damage(name, 'half a JSON')
    const run = await start(failing('rename', 'EROFS'))
    await use(run)
    expect(new Set((await run.notices()).map((notice) => notice.code))).toEqual(new Set(['file_left']))
    await run.close()
    for (const name of files) expect(await contentOf(name, 'half a JSON')).toBe(textOf('half a JSON'))
  })
})

describe('a data folder that cannot be written', () => {
  it('because it is a file is reported, and Corral works for this run', async () => {
    await rm(folder, { recursive: true })
    await writeFile(folder, 'a file')
    const data = await openDataFolder(folder, 'web')
    expect(data.fault).toBeInstanceOf(Error)
    expect(data.disk.isWritable).toBe(false)
    const run = await start()
    await use(run)
    expect(await run.client.settings.get()).toMatchObject({ theme: 'dark' })
    await run.close()
    expect((await stat(folder)).isFile()).toBe(true)
  })
})
