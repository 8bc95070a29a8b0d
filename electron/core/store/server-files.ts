import path from 'node:path'
import type { PublicKey } from '#shared/contract/account.ts'
import { readPublicKey } from '../ollama/public-key.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import { showFolder } from '../system.ts'
import type { Store, Stores } from './find.ts'

/** The files of a server that are shown, where its store is proved to be on this computer. */
export interface ServerFiles {
  /** The models folder; `null` if it is not proved, or nothing here can show it. */
  modelsFolder(hostId: string): Promise<string | null>
  /** Shows it in the system's file manager. Throws `folder_not_opened`. */
  openModelsFolder(hostId: string): Promise<void>
  /** `null` if there is none where it would be. Nothing else is read. */
  publicKey(hostId: string): Promise<PublicKey | null>
}

/** Beside the private key, which is never read. */
const KEY_FILE = 'id_ed25519.pub'
/** More than any has, in bytes. */
const MOST_KEY = 4096

export function createServerFiles(platform: Pick<Platform, 'storeFiles' | 'openFolder'>, stores: Stores): ServerFiles {
  const { storeFiles: files, openFolder } = platform

  /**
   * The folder `.ollama` of the user who runs the server: the store is in it, unless OLLAMA_MODELS names another folder.
   * Such a folder of the own user has a server that this user runs.
   */
  const ollamaFolder = async ({ folder, blobs }: Store): Promise<string | null> => {
    const parent = path.dirname(folder)
    if (path.basename(folder) === 'models' && path.basename(parent) === '.ollama') return parent
    return (await files.isOwn(blobs)) ? path.join(files.home(), '.ollama') : null
  }

  return {
    async modelsFolder(hostId) {
      if (openFolder === null) return null
      const { store } = await stores.find(hostId)
      return store?.folder ?? null
    },
    async openModelsFolder(hostId) {
      const { store } = await stores.find(hostId, true)
      if (store === null) throw fail('folder_not_opened', { folder: '' })
      await showFolder(platform, store.folder)
    },
    async publicKey(hostId) {
      const { store } = await stores.find(hostId)
      const folder = store && (await ollamaFolder(store))
      if (folder === null) return null
      const file = path.join(folder, KEY_FILE)
      try {
        const facts = await files.look(file)
        if (facts?.kind !== 'file' || facts.size > MOST_KEY) return null
        const text = readPublicKey((await files.read(file, facts.size)).toString())
        return text === null ? null : { text, file }
      } catch {
        // Of a service it may not be readable.
        return null
      }
    },
  }
}
