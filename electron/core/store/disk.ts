import path from 'node:path'
import type { DiskSpace } from '#shared/contract/transfers.ts'
import type { Platform } from '../platform.ts'
import type { Stores } from './find.ts'
import { readParts } from './part-files.ts'

/** The disk of the stores of hosts, where they are on this computer. */
export interface StoreDisk {
  /**
   * What is free, and what a pull of these layers needs, as far as the store lacks them. Parts of earlier pulls have only what
   * was downloaded, nothing is reserved for the rest. What a pull replaces does not count: it is removed afterwards.
   *
   * @returns `null` where it is not known
   */
  spaceFor(hostId: string, layers: readonly { digest: string; size: number }[]): Promise<DiskSpace | null>
  /** Whether so many bytes are free; `null` where it is not known. */
  hasRoom(hostId: string, bytes: number): Promise<boolean | null>
}

export function createStoreDisk({ storeFiles, log }: Pick<Platform, 'storeFiles' | 'log'>, stores: Stores): StoreDisk {
  /** A figure that cannot be had is not known, and stops nothing. */
  const orUnknown = async <T>(read: () => Promise<T | null>): Promise<T | null> => {
    try {
      return await read()
    } catch (error) {
      log.error('the disk of a store', error)
      return null
    }
  }
  const freeOf = async (hostId: string) => {
    const { store } = await stores.find(hostId)
    const free = store && (await storeFiles.freeBytes(store.blobs))
    return store && free !== null ? { store, free } : null
  }
  return {
    spaceFor: (hostId, layers) =>
      orUnknown(async () => {
        const found = await freeOf(hostId)
        if (!found) return null
        const { blobs } = found.store
        const digests = layers.map(({ digest }) => digest)
        const parts = await readParts(storeFiles, blobs, digests)
        const held = new Map(parts.map(({ digest, allocated }) => [digest, allocated]))
        let needed = 0
        for (const { digest, size } of layers) {
          const isThere = (await storeFiles.look(path.join(blobs, digest.replace(':', '-')))) !== null
          if (!isThere) needed += Math.max(0, size - (held.get(digest) ?? 0))
        }
        return { free: found.free, needed }
      }),
    hasRoom: (hostId, bytes) =>
      orUnknown(async () => {
        const found = await freeOf(hostId)
        return found && found.free >= bytes
      }),
  }
}
