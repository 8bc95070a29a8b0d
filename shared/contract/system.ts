import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { hostId } from './fields.ts'
import { base, problemSchema } from './problem.ts'

/** Notices about files, and about work that an earlier run left unfinished. */
export const noticeCodes = [
  /** Nothing of `file` could be read; it was renamed to `kept`. */
  'file_set_aside',
  /** `file` could not be read; its last good copy is used instead. It was renamed to `kept` if possible. */
  'last_good_used',
  /** `count` entries of `file` could not be read; the file as it was is in `kept`. */
  'entries_set_aside',
  /** Some `fields` of `file` could not be read and are reset to their defaults; the file as it was is in `kept`. */
  'fields_reset',
  /** `file` is of a later `version` of Corral and is not changed: changes last for this run. The user decides. */
  'newer_version',
  /** `file` can be neither read nor renamed now, and is not changed: changes last for this run. The user decides. */
  'file_left',
  /** The user set `file` aside; it is in `kept`. */
  'file_replaced',
  /** The last change of `file` could not be written. */
  'not_saved',
  /** The data folder is not writable: changes last for this run. */
  'folder_not_writable',
  /** The log `file` is not writable. */
  'log_not_writable',
  /** A rename of `from` to `to` on `host` that an earlier run did not finish is finished now, */
  'rename_done',
  /** or undone, */
  'rename_undone',
  /** or left unfinished, since another client changed a name meanwhile. */
  'rename_changed',
  /** A copy of `from` to `to` on `host` whose answer never came took place, or did not, or another client changed a name. */
  'copy_done',
  'copy_undone',
  'copy_changed',
  /** The same of a delete of `from`. */
  'delete_done',
  'delete_undone',
  'delete_changed',
  /** The same of restoring `to` from the bin, */
  'restore_done',
  'restore_undone',
  'restore_changed',
  /** and of putting an earlier version of `from` back. */
  'rollback_done',
  'rollback_undone',
  'rollback_changed',
  /** `count` transfers of an earlier run go on, */
  'transfers_resumed',
  /** or are paused until the user wants them. To be decided: whether they go on. */
  'transfers_paused',
  /** `count` models of the bin of `host` are deleted for good within a day. */
  'bin_empties_soon',
  /** The first start of this `version`, after an older one. */
  'updated',
  /** The `failures` of loading models at the start on `host`. To be decided: whether to load them all the same. */
  'start_loads_failed',
  /** `names` were to be loaded at the start on `host` and are not installed. To be decided: whether to forget their presets. */
  'start_loads_gone',
  /** To load `names` at the start on `host`, the server unloaded `others`. */
  'start_loads_made_room',
] as const

export const noticeSchema = z.object({
  id: z.string().max(300),
  code: z.enum(noticeCodes),
  /** Values for the placeholders of the texts, see `noticeCodes`. */
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The name of a copy in the data folder. */
  kept: z.string().nullable(),
  /** Models that it tells of, and what went wrong with each. */
  failures: z.array(z.object({ name: z.string(), problem: problemSchema })),
  /** Whether the user has to decide something, see `decide`. */
  decidable: z.boolean(),
  /** Whether the user hid it after it was last updated, see `hideNotices`. */
  hidden: z.boolean(),
})
export type Notice = z.infer<typeof noticeSchema>

export const infoSchema = z.object({
  version: z.string(),
  /** `window` is Electron, `web` a browser. */
  frontend: z.enum(['window', 'web']),
  platform: z.enum(['darwin', 'win32', 'linux', 'other']),
  /** BCP 47, from the system. */
  locale: z.string(),
  dataFolder: z.string(),
  /** Whether `openDataFolder` can show it in the system's file manager. */
  canOpenFolder: z.boolean(),
  notices: z.array(noticeSchema),
})
export type Info = z.infer<typeof infoSchema>

export const changeSchema = z.discriminatedUnion('type', [
  /** Models were added, removed or renamed: lists and inspections of that host are outdated. */
  z.object({ type: z.literal('models'), hostId }),
  /** The answers kept of a model of that host. */
  z.object({ type: z.literal('answers'), hostId }),
  /** What was measured of loads. */
  z.object({ type: z.literal('measured') }),
  z.object({ type: z.literal('settings') }),
  z.object({ type: z.literal('notices') }),
  /** How the library is viewed, by an import. */
  z.object({ type: z.literal('view') }),
  /** The user's notes about models. */
  z.object({ type: z.literal('notes') }),
  z.object({ type: z.literal('presets') }),
  /** What was done. */
  z.object({ type: z.literal('history') }),
  /** What is known of newer versions of the models of that host. */
  z.object({ type: z.literal('updates'), hostId }),
])
export type Change = z.infer<typeof changeSchema>

/** A package that ships with Corral. */
export const licenseSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** SPDX identifier: `MIT`. */
  identifier: z.string(),
  /** The license text, if the package contains it. */
  text: z.string().nullable(),
})
export type License = z.infer<typeof licenseSchema>

export const system = {
  info: base.output(infoSchema),
  /** The last lines of the log, oldest first, with secrets removed; long lines are cut. */
  log: base
    .input(z.strictObject({ lines: z.number().int().min(1).max(500) }))
    .output(z.object({ lines: z.array(z.string()), file: z.string() })),
  /** Corral and the packages it contains, Corral first, the others by name. */
  licenses: base
    .input(z.strictObject({ offset: z.number().int().min(0).max(100_000), limit: z.number().int().min(1).max(100) }))
    .output(z.object({ rows: z.array(licenseSchema), total: z.number() })),
  openDataFolder: base,
  /** The user's decision on a notice: the file is set aside, and a new one is written from then on. */
  decide: base.input(z.strictObject({ id: noticeSchema.shape.id })),
  /** Hides notices at the top of the page, for this run or until they are updated. */
  hideNotices: base.input(z.strictObject({ ids: z.array(noticeSchema.shape.id).max(1000) })),
  /** Live: changes in the core that the page has to read again. */
  changes: base.output(eventIterator(changeSchema)),
}
