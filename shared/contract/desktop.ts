import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { instant, modelName } from './fields.ts'
import { base } from './problem.ts'
import { transferId } from './transfers.ts'

export const updateSchema = z.object({
  /**
   * How updates are found. `corral`: Corral checks, if the setting allows it. `package_manager`: by the one that
   * installed Corral. `by_hand`: by the user, since this build has no address to check.
   */
  way: z.enum(['corral', 'package_manager', 'by_hand']),
  phase: z.enum(['idle', 'checking', 'current', 'available', 'downloading', 'ready', 'failed']),
  /** The version that is offered. */
  version: z.string().nullable(),
  /** The share that is downloaded, from 0 to 1. */
  share: z.number().nullable(),
  detail: z.string().nullable(),
})
export type Update = z.infer<typeof updateSchema>

/** Not set, active, or its keys are used by another program or by the other shortcut. */
const shortcutState = z.enum(['off', 'on', 'taken'])

export const desktopStateSchema = z.object({
  /** Whether this desktop is known to show tray icons. If not, the window is minimised instead of hidden. */
  tray: z.boolean(),
  /** The global shortcuts: to unload all models, and to free an amount of memory. */
  shortcuts: z.object({ unload: shortcutState, free: shortcutState }),
  update: updateSchema,
})
export type DesktopState = z.infer<typeof desktopStateSchema>

/** What the desktop app asks of the page, mostly after a menu entry, link or notification was chosen. */
export const pageRequestSchema = z.discriminatedUnion('type', [
  /** A link asks for a pull. The page always asks the user first. */
  z.object({ type: z.literal('pull'), name: z.string() }),
  /** Without a name: the dialog as the user opens it. */
  z.object({ type: z.literal('pull_dialog') }),
  z.object({ type: z.literal('show'), name: z.string() }),
  z.object({ type: z.literal('place'), place: z.enum(['library', 'running', 'transfers', 'settings']) }),
  z.object({ type: z.literal('transfer'), id: transferId }),
  z.object({ type: z.literal('keys') }),
  z.object({ type: z.literal('free_memory') }),
  /** The page calls `discard` if nothing of the user's would be lost. */
  z.object({ type: z.literal('may_discard') }),
  z.object({ type: z.literal('said'), what: z.enum(['diagnostics_copied']) }),
])
export type PageRequest = z.infer<typeof pageRequestSchema>

/** Only in the desktop app; in a browser every call fails with `not_supported`. */
export const desktop = {
  /** Live; `null` in a browser. */
  watch: base.output(eventIterator(desktopStateSchema.nullable())),
  /** Live: each request goes to one page; without a page it waits for one. */
  requests: base.output(eventIterator(pageRequestSchema)),
  /** Brings the main window to the front and shows a place or model in it. */
  open: base.input(
    z.strictObject({
      show: z
        .discriminatedUnion('type', [
          z.strictObject({ type: z.literal('show'), name: modelName }),
          z.strictObject({ type: z.literal('transfer'), id: transferId }),
          z.strictObject({ type: z.literal('place'), place: z.enum(['library', 'running', 'transfers', 'settings']) }),
        ])
        .optional(),
    }),
  ),
  /** Opens the panel with the loaded models, near the pointer. */
  openPanel: base,
  /** Sets the height of the panel's window, in CSS pixels. */
  fitPanel: base.input(z.strictObject({ height: z.number().min(1).max(10_000) })),
  closePanel: base,
  /** Closes the page of the hidden main window, in answer to the request `may_discard`. */
  discard: base,
  /** Checks for a new version now. */
  checkForUpdate: base,
  /** Downloads the version that was found; the state becomes `ready` when it is complete. */
  downloadUpdate: base,
  /** Quits Corral and starts the downloaded version. */
  installUpdate: base,
  /** Reports that the page has painted its first list, which ends the start. */
  painted: base.input(z.strictObject({ at: instant })),
}
