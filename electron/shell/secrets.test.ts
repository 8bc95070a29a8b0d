import { describe, expect, it } from 'vitest'
import { createNotices } from '../core/records/notices.ts'
import { memoryDisk } from '../core/test-platform.ts'
import { openSecrets, type KeyStore } from './secrets.ts'

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
  it('come back in the next run, and stand nowhere in plain text', async () => {
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

  it('are gone when the key is another, and refused while the store is locked', async () => {
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

  it('are encrypted anew when the store asks for it', async () => {
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

  it('keep what was there when the disk refuses', async () => {
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
