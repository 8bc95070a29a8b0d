import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { hostId } from './fields.ts'
import { base } from './problem.ts'

/** What the user is told of files, and of what an earlier run left behind. */
export const noticeCodes = [
  /** Nothing of `file` could be read; it was renamed to `kept`. */
  'file_set_aside',
  /** `file` could not be read, and its last good copy took its place; it was renamed to `kept`, where it could be. */
  'last_good_used',
  /** `count` entries of `file` could not be read; the file as it was is in `kept`. */
  'entries_set_aside',
  /** Some `fields` of `file` could not be read and have their defaults; the file as it was is in `kept`. */
  'fields_reset',
  /** `file` is of a later `version` of Corral and left as it is: changes hold for this run. To be decided. */
  'newer_version',
  /** `file` can be neither read nor renamed now, and is left as it is: changes hold for this run. To be decided. */
  'file_left',
  /** The user had `file` set aside; it is in `kept`. */
  'file_replaced',
  /** The last change of `file` could not be written. */
  'not_saved',
  /** Nothing can be written to the data folder: changes hold for this run. */
  'folder_not_writable',
  /** Nothing can be written to the log `file`. */
  'log_not_writable',
  /** A rename of `from` to `to` that an earlier run left half done on `host` is finished, */
  'rename_done',
  /** or it was taken back, */
  'rename_undone',
  /** or left as it is, since another client changed a name meanwhile. */
  'rename_changed',
  /** A copy of `from` to `to` on `host` whose answer never came took place, or did not, or another client changed a name. */
  'copy_done',
  'copy_undone',
  'copy_changed',
  /** The same of a delete of `from`. */
  'delete_done',
  'delete_undone',
  'delete_changed',
] as const

export const noticeSchema = z.object({
  id: z.string().max(300),
  code: z.enum(noticeCodes),
  /** Values for the words of the catalogue, see `noticeCodes`. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The name of a copy in the data folder. */
  kept: z.string().nullable(),
  /** Whether there is something to decide, see `decide`. */
  decidable: z.boolean(),
  /** Whether the user hid it since it was first told, see `hideNotices`. */
  hidden: z.boolean(),
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
  z.object({ type: z.literal('notices') }),
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
  /** Decides what a notice left open: the file is set aside and written anew from then on. */
  decide: base.input(z.strictObject({ id: noticeSchema.shape.id })),
  /** Hides notices above every place of the page, for this run and until there is something new to tell. */
  hideNotices: base.input(z.strictObject({ ids: z.array(noticeSchema.shape.id).max(1000) })),
  /** Live: what changed in the core, so that the page reads it again. */
  changes: base.output(eventIterator(changeSchema)),
}
