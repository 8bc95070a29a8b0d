import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createNotices } from '../core/records/notices.ts'
import { memoryDisk } from '../core/test-platform.ts'
import { openSecrets, type KeyStore } from './secrets.ts'
import { openWindowState } from './window-state.ts'

const over = (disk: ReturnType<typeof memoryDisk>) => ({
  disk,
  log: { info: () => {}, error: () => {}, tail: async () => '', file: '' },
  clock: { now: () => Date.now(), after: () => ({ cancel: () => {} }) },
  notices: createNotices(),
})

/** A key store that writes texts backwards, with a key that can change. */
function keyStore(more: Partial<KeyStore> & { key?: string } = {}) {
  const { key = 'k', ...rest } = more
  const store: KeyStore = {
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptStringAsync: async (text) => Buffer.from(`${key}:${text.split('').toReversed().join('')}`),
    async decryptStringAsync(bytes) {
      const text = bytes.toString()
      if (!text.startsWith(`${key}:`)) throw new Error('another key')
      return {
        result: text
          .slice(key.length + 1)
          .split('')
          .toReversed()
          .join(''),
        shouldReEncrypt: false,
      }
    },
    ...rest,
  }
  return store
}

describe('secrets in a key store', () => {
  it('are kept for the next run, and nowhere in plain text', async () => {
    const disk = memoryDisk()
    const first = openSecrets(keyStore(), 'linux', over(disk))
    await Promise.all([first.set('a', 'planted-secret'), first.set('b', 'other'), first.set('c', '')])
    await first.remove('b')
    expect(first.kind).toBe('os')
    expect([...disk.files.values()].join()).not.toContain('planted-secret')
    const second = openSecrets(keyStore(), 'linux', over(disk))
    expect(await second.get('a')).toBe('planted-secret')
    expect(await second.get('b')).toBeNull()
    expect(await second.get('c')).toBe('')
  })

  it('are gone when the key changed, and refused while the store is locked', async () => {
    const disk = memoryDisk()
    await openSecrets(keyStore(), 'darwin', over(disk)).set('a', 'x')
    expect(await openSecrets(keyStore({ key: 'new' }), 'darwin', over(disk)).get('a')).toBeNull()
    let isThere = true
    const locked = openSecrets(
      keyStore({
        isAsyncEncryptionAvailable: async () => isThere,
        decryptStringAsync: () => Promise.reject(new Error('locked')),
        encryptStringAsync: () => Promise.reject(new Error('locked')),
      }),
      'darwin',
      over(disk),
    )
    await expect(locked.set('b', 'y')).rejects.toThrow('locked')
    isThere = false
    await expect(locked.get('a')).rejects.toThrow('locked')
  })

  it('are encrypted again when the store asks for it', async () => {
    const disk = memoryDisk()
    const store = keyStore()
    await openSecrets(store, 'win32', over(disk)).set('a', 'x')
    const before = disk.files.get('secrets.json')
    const rotated = openSecrets(
      keyStore({
        decryptStringAsync: async () => ({ result: 'x', shouldReEncrypt: true }),
        encryptStringAsync: async () => Buffer.from('fresh'),
      }),
      'win32',
      over(disk),
    )
    expect(await rotated.get('a')).toBe('x')
    expect(disk.files.get('secrets.json')).not.toBe(before)
  })

  it('set an unreadable file aside', async () => {
    const disk = memoryDisk({ 'secrets.json': '{"a":' })
    const secrets = openSecrets(keyStore(), 'linux', over(disk))
    expect(await secrets.get('a')).toBeNull()
    await secrets.set('a', 'x')
    expect([...disk.files.keys()].filter((name) => name.includes('unreadable'))).toHaveLength(1)
  })

  it('keep the old value when the disk refuses', async () => {
    const disk = memoryDisk()
    const secrets = openSecrets(keyStore(), 'linux', over(disk))
    await secrets.set('a', 'old')
    disk.broken.add('secrets.json')
    await expect(secrets.set('a', 'new')).rejects.toThrow()
    expect(await secrets.get('a')).toBe('old')
  })
})

describe('without a key store secrets last for this run', () => {
  it.each([
    ['where there is none', 'darwin', keyStore({ isAsyncEncryptionAvailable: async () => false })],
    ['where it fails', 'win32', keyStore({ isAsyncEncryptionAvailable: () => Promise.reject(new Error('no')) })],
    ['where it hides nothing', 'linux', keyStore({ getSelectedStorageBackend: () => 'basic_text' })],
  ] as const)('%s', async (_what, platform, store) => {
    const disk = memoryDisk()
    const secrets = openSecrets(store, platform, over(disk))
    await secrets.set('a', 'planted-secret')
    expect(await secrets.get('a')).toBe('planted-secret')
    expect(secrets.kind).toBe('run')
    expect(disk.files.size).toBe(0)
  })
})

/** A file as version 0.1.0 wrote it, which had no version in it. */
const written = (name: string) =>
  readFileSync(path.join(import.meta.dirname, '..', 'core', 'records', 'fixtures', '0.1.0', name), 'utf8')

it('secrets of 0.1.0 are read, and written with a version from then on', async () => {
  const disk = memoryDisk({ 'secrets.json': written('secrets.json') })
  const plain = keyStore({
    decryptStringAsync: async (bytes) => ({ result: bytes.toString().slice(2), shouldReEncrypt: false }),
  })
  const secrets = openSecrets(plain, 'linux', over(disk))
  expect(await secrets.get('host id-1')).toContain('"token":"a-token"')
  await secrets.set('b', 'x')
  expect(JSON.parse(disk.files.get('secrets.json') ?? '')).toMatchObject({
    version: 1,
    value: { 'host id-1': expect.any(String) },
  })
  expect(disk.files.has('secrets.json.last-good')).toBe(false)
})

it('the window places of 0.1.0 are read, without the invalid ones', async () => {
  const before = JSON.parse(written('window.json')) as { places: unknown[] }
  const disk = memoryDisk({ 'window.json': written('window.json') })
  const state = await openWindowState(over(disk))
  expect(state.get()).toEqual(before)
  const odd = memoryDisk({ 'window.json': JSON.stringify({ ...before, places: [{}, ...before.places] }) })
  expect((await openWindowState(over(odd))).get()).toEqual(before)
})
