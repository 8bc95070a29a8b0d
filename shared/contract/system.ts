import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { hostId } from './fields.ts'
import { base } from './problem.ts'

export const noticeSchema = z.object({
  /**
   * `file_set_aside`: a file of the data folder could not be read; it was moved to `kept`.
   * `last_good_used`: and the last good copy took its place.
   */
  code: z.enum(['file_set_aside', 'last_good_used']),
  file: z.string(),
  kept: z.string(),
})
export type Notice = z.infer<typeof noticeSchema>

export const infoSchema = z.object({
  version: z.string(),
  /** `window` is Electron, `web` a browser. */
  frontend: z.enum(['window', 'web']),
  platform: z.enum(['darwin', 'win32', 'linux', 'other']),
  /** BCP 47, the system's. */
  locale: z.string(),
  dataFolder: z.string(),
  /** Whether `openDataFolder` can show it in the system's file manager. */
  canOpenFolder: z.boolean(),
  notices: z.array(noticeSchema),
})
export type Info = z.infer<typeof infoSchema>

export const changeSchema = z.discriminatedUnion('type', [
  /** Models were added, removed or renamed: lists and inspections of that host are out of date. */
  z.object({ type: z.literal('models'), hostId }),
  z.object({ type: z.literal('settings') }),
])
export type Change = z.infer<typeof changeSchema>

/** A package that ships with Corral. */
export const licenseSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** By SPDX's name: `MIT`. */
  identifier: z.string(),
  /** What it says at length, where the package brings it along. */
  text: z.string().nullable(),
})
export type License = z.infer<typeof licenseSchema>

export const system = {
  info: base.output(infoSchema),
  /** The last lines of the log, oldest first, without anything secret in them; long ones are cut. */
  log: base
    .input(z.strictObject({ lines: z.number().int().min(1).max(500) }))
    .output(z.object({ lines: z.array(z.string()), file: z.string() })),
  /** What Corral is made of: itself first, then what it took in, by name. */
  licenses: base
    .input(z.strictObject({ offset: z.number().int().min(0).max(100_000), limit: z.number().int().min(1).max(100) }))
    .output(z.object({ rows: z.array(licenseSchema), total: z.number() })),
  openDataFolder: base,
  /** Live: what changed in the core, so that the page reads it again. */
  changes: base.output(eventIterator(changeSchema)),
}
