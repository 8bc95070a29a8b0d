import type { SafeStorage } from 'electron'
import { z } from 'zod'
import type { Disk, Log, Secrets } from '../core/platform.ts'
import { memorySecrets } from '../core/secrets.ts'

const FILE = 'secrets.json'
const fileSchema = z.record(z.string(), z.string())

/** What is needed of Electron's `safeStorage`. */
export type KeyStore = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>

/**
 * Secrets encrypted by the system's key store, their cipher text in the data folder. Where there is no key
 * store, or on Linux only one that hides nothing (`basic_text`), they are kept for this run. The start does
 * not wait for the key store, which may ask the user to unlock it: `kind` may turn from `os` to `run`.
 */
export function openSecrets(store: KeyStore, platform: NodeJS.Platform, disk: Disk, log: Log): Secrets {
  const canHide = async () =>
    (platform !== 'linux' || store.getSelectedStorageBackend() !== 'basic_text') &&
    (await store.isAsyncEncryptionAvailable())
  let kind: Secrets['kind'] = 'os'
  const opened = canHide()
    .catch(() => false)
    .then((can) => {
      if (can) return encryptedSecrets(store, disk, log)
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

function encryptedSecrets(store: KeyStore, disk: Disk, log: Log): Omit<Secrets, 'kind'> {
  let held: Promise<Record<string, string>> | undefined
  const read = () => (held ??= readFile(disk, log))
  let queue: Promise<unknown> = Promise.resolve()
  const change = (changed: (all: Record<string, string>) => Record<string, string>): Promise<void> => {
    const turn = queue.then(async () => {
      const fresh = changed(await read())
      await disk.write(FILE, JSON.stringify(fresh))
      held = Promise.resolve(fresh)
    })
    queue = turn.catch(() => {})
    return turn
  }
  const set = async (key: string, value: string): Promise<void> => {
    const cipher = (await store.encryptStringAsync(value)).toString('base64')
    await change((all) => ({ ...all, [key]: cipher }))
  }

  return {
    set,
    async get(key) {
      await queue
      const cipher = (await read())[key]
      if (cipher === undefined) return null
      try {
        const { result, shouldReEncrypt } = await store.decryptStringAsync(Buffer.from(cipher, 'base64'))
        if (shouldReEncrypt) await set(key, result)
        return result
      } catch (error) {
        if (!(await store.isAsyncEncryptionAvailable())) throw error
        // Another user, another computer, a key store that was emptied: it will not come back.
        log.error('a secret could not be decrypted', error)
        return null
      }
    },
    remove: (key) => change((all) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== key))),
  }
}

async function readFile(disk: Disk, log: Log): Promise<Record<string, string>> {
  const text = await disk.read(FILE)
  if (text === null) return {}
  try {
    return fileSchema.parse(JSON.parse(text))
  } catch (error) {
    // Without its file a secret is lost either way; the file is set aside for whoever can read it.
    await disk.rename(FILE, `${FILE}.unreadable-${Date.now()}`)
    log.error(`${FILE} could not be read and was set aside`, error)
    return {}
  }
}
