import type { SavedPlayground } from '#shared/contract/playground.ts'
import type { Platform } from '../platform.ts'
import { lateRecord } from '../records/late-record.ts'
import { runsFormat, textsFormat, viewFormat } from './playground-formats.ts'

export interface PlaygroundService {
  get(): Promise<SavedPlayground>
  save(parts: { [K in keyof SavedPlayground]?: SavedPlayground[K] | undefined }): void
  /** Writes what is not yet written. Can be called again if more was saved meanwhile. */
  close(): Promise<void>
}

/** Texts, runs and view of the playground, each in a file of its own, so that a small change writes no texts. */
export function createPlayground(platform: Platform): PlaygroundService {
  const texts = lateRecord(platform, textsFormat)
  const runs = lateRecord(platform, runsFormat)
  const view = lateRecord(platform, viewFormat)
  return {
    get: async () => ({ texts: await texts.get(), runs: await runs.get(), view: await view.get() }),
    save(parts) {
      if (parts.texts) texts.set(parts.texts)
      if (parts.runs) runs.set(parts.runs)
      if (parts.view) view.set(parts.view)
    },
    async close() {
      await Promise.all([texts.close(), runs.close(), view.close()])
    },
  }
}
