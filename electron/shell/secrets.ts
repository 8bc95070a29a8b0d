import type { SafeStorage } from 'electron'
import { z } from 'zod'
import type { Platform, Secrets } from '../core/platform.ts'
import { readEntries } from '../core/records/read.ts'
import { openRecord, type RecordFormat } from '../core/records/record.ts'
import { memorySecrets } from '../core/hosts/access.ts'

type Files = Pick<Platform, 'disk' | 'log' | 'clock' | 'notices'>

const entry = z.tuple([z.string(), z.string()])

/** The file of ciphertexts in base64 by key. No copy of it keeps deleted secrets. */
const secretsFormat: RecordFormat<Record<string, string>> = {
  name: 'secrets.json',
  version: 1,
  initial: {},
  migrations: { 0: (value) => value },
  keepsLastGood: false,
  read(value, lost) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return Object.fromEntries(readEntries(Object.entries(value), lost, (each) => entry.safeParse(each).data))
  },
}

/** What is needed of Electron's `safeStorage`. */
export type KeyStore = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/**
 * Secrets encrypted by the system's key store, with the ciphertext in the data folder. Without a key store, or on
 * Linux with one that does not encrypt (`basic_text`), they are kept for this run. The start does not wait for the key
 * store, which may ask the user to unlock it: `kind` may change from `os` to `run`.
 */
export function openSecrets(store: KeyStore, platform: NodeJS.Platform, files: Files): Secrets {
  const canHide = async () =>
    (platform !== 'linux' || store.getSelectedStorageBackend() !== 'basic_text') &&
    (await store.isAsyncEncryptionAvailable())
  let kind: Secrets['kind'] = 'os'
  const opened = canHide()
    .catch(() => false)
    .then((can) => {
      if (can) return encryptedSecrets(store, files)
      kind = 'run'
      return memorySecrets()
    })
  return {
    get kind() {
      return kind
    },
    get: async (key) => (await opened).get(key),
    set: async (key, value) => (await opened).set(key, value),
    remove: async (key) => (await opened).remove(key),
  }
}

function encryptedSecrets(store: KeyStore, files: Files): Omit<Secrets, 'kind'> {
  let opened: ReturnType<typeof openRecord<Record<string, string>>> | undefined
  const record = () => (opened ??= openRecord(files, secretsFormat))
  const set = async (key: string, value: string): Promise<void> => {
    const cipher = (await store.encryptStringAsync(value)).toString('base64')
    await (await record()).update((all) => ({ ...all, [key]: cipher }))
  }

  return {
    set,
    async get(key) {
      const cipher = (await record()).get()[key]
      if (cipher === undefined) return null
      try {
        const { result, shouldReEncrypt } = await store.decryptStringAsync(Buffer.from(cipher, 'base64'))
        // If the disk refuses, the old ciphertext is still valid.
        if (shouldReEncrypt) await set(key, result).catch(() => undefined)
        return result
      } catch (error) {
        if (!(await store.isAsyncEncryptionAvailable())) throw error
        // Encrypted by another user, on another computer or before the key store was reset: it cannot be decrypted again.
        files.log.error('a secret could not be decrypted', error)
        return null
      }
    },
    async remove(key) {
      await (await record()).update((all) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== key)))
    },
  }
}
