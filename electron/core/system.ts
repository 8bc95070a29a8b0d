import type { Info, License } from '#shared/contract/system.ts'
import type { Platform } from './platform.ts'
import { fail } from './problem.ts'

/** Bytes read from the end of the log for its last lines. */
const READ = 256 * 1024
const LINE_LENGTH = 1_000

/** Corral itself: version, data folder, log, licences and notices. */
export interface SystemService {
  info(): Info
  log(lines: number): Promise<{ lines: string[]; file: string }>
  licenses(page: { offset: number; limit: number }): Promise<{ rows: License[]; total: number }>
  /** Carries out the user's decision about a notice, see `Notices`. Throws `not_saved`. */
  decide(id: string): Promise<void>
  /** See `Notices`. */
  hideNotices(ids: readonly string[]): void
  /** Throws `folder_not_opened`. */
  openDataFolder(): Promise<void>
}

/**
 * Shows a folder in the system's file manager.
 *
 * @throws ProblemError `folder_not_opened`
 */
export async function showFolder({ openFolder }: Pick<Platform, 'openFolder'>, folder: string): Promise<void> {
  if (openFolder === null) throw fail('folder_not_opened', { folder })
  await openFolder(folder).catch((error: unknown) => {
    throw fail('folder_not_opened', { folder }, { detail: error instanceof Error ? error.message : String(error) })
  })
}

export function createSystem(platform: Platform): SystemService {
  const { log, notices, openFolder } = platform
  return {
    info: () => ({ ...platform.info, canOpenFolder: openFolder !== null, notices: notices.all() }),
    async log(count) {
      const text = await log.tail(READ)
      const lines = text.split('\n').map((line) => line.trimEnd())
      // If the log is longer, the first line is incomplete.
      const whole = lines.slice(Buffer.byteLength(text) >= READ ? 1 : 0).filter((line) => line !== '')
      return { lines: whole.slice(-count).map((line) => line.slice(0, LINE_LENGTH)), file: log.file }
    },
    async licenses({ offset, limit }) {
      const all = await platform.licenses()
      return { rows: all.slice(offset, offset + limit), total: all.length }
    },
    decide: notices.decide,
    hideNotices: notices.hide,
    openDataFolder: () => showFolder(platform, platform.info.dataFolder),
  }
}
