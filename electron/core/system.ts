import type { Info, License } from '#shared/contract/system.ts'
import type { Platform } from './platform.ts'
import { fail } from './problem.ts'

/** So much of the log is read to find its last lines. */
const READ = 256 * 1024
const LINE_LENGTH = 1_000

/** Corral itself: what it is, where it keeps its things, and what it wrote down. */
export interface SystemService {
  info(): Info
  log(lines: number): Promise<{ lines: string[]; file: string }>
  licenses(page: { offset: number; limit: number }): Promise<{ rows: License[]; total: number }>
  /** Does what the user decided on, see `Notices`. Throws `not_saved`. */
  decide(id: string): Promise<void>
  /** See `Notices`. */
  hideNotices(ids: readonly string[]): void
  /** Throws `folder_not_opened`. */
  openDataFolder(): Promise<void>
}

export function createSystem(platform: Platform): SystemService {
  const { log, notices, openDataFolder } = platform
  return {
    info: () => ({ ...platform.info, canOpenFolder: openDataFolder !== null, notices: notices.all() }),
    async log(count) {
      const text = await log.tail(READ)
      const lines = text.split('\n').map((line) => line.trimEnd())
      // Where more was written than is read, the first line is half a one.
      const whole = lines.slice(Buffer.byteLength(text) >= READ ? 1 : 0).filter((line) => line !== '')
      return { lines: whole.slice(-count).map((line) => line.slice(0, LINE_LENGTH)), file: log.file }
    },
    async licenses({ offset, limit }) {
      const all = await platform.licenses()
      return { rows: all.slice(offset, offset + limit), total: all.length }
    },
    decide: notices.decide,
    hideNotices: notices.hide,
    async openDataFolder() {
      const folder = platform.info.dataFolder
      if (openDataFolder === null) throw fail('folder_not_opened', { folder })
      await openDataFolder().catch((error: unknown) => {
        throw fail('folder_not_opened', { folder }, { detail: error instanceof Error ? error.message : String(error) })
      })
    },
  }
}
