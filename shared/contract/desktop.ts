import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { instant, modelName } from './fields.ts'
import { base } from './problem.ts'
import { transferId } from './transfers.ts'

export const updateSchema = z.object({
  /**
   * Who looks for a new version. `corral`: Corral itself, where the setting allows it.
   * `package_manager`: what installed it. `by_hand`: the user, since this build names no place to look.
   */
  way: z.enum(['corral', 'package_manager', 'by_hand']),
  phase: z.enum(['idle', 'checking', 'current', 'available', 'downloading', 'ready', 'failed']),
  /** The version that is offered. */
  version: z.string().nullable(),
  /** How much of it is here, from 0 to 1. */
  share: z.number().nullable(),
  detail: z.string().nullable(),
})
export type Update = z.infer<typeof updateSchema>

export const desktopStateSchema = z.object({
  /** Whether this desktop is known to show tray icons. Where it is not, no window is hidden for good. */
  tray: z.boolean(),
  /** The keys that free the memory: none set, working, or held by another program. */
  shortcut: z.enum(['off', 'on', 'taken']),
  update: updateSchema,
})
export type DesktopState = z.infer<typeof desktopStateSchema>

/** What the desktop asks of the page: a menu, a link or a notification was chosen. */
export const pageRequestSchema = z.discriminatedUnion('type', [
  /** A link asks for a pull. The page asks the user, always. */
  z.object({ type: z.literal('pull'), name: z.string() }),
  /** Without a name: the dialog as the user opens it. */
  z.object({ type: z.literal('pull_dialog') }),
  z.object({ type: z.literal('show'), name: z.string() }),
  z.object({ type: z.literal('place'), place: z.enum(['library', 'running', 'transfers', 'settings']) }),
  z.object({ type: z.literal('transfer'), id: transferId }),
  z.object({ type: z.literal('keys') }),
  z.object({ type: z.literal('said'), what: z.enum(['diagnostics_copied']) }),
])
export type PageRequest = z.infer<typeof pageRequestSchema>

/** What only the desktop app has; in a browser every call is refused with `not_supported`. */
export const desktop = {
  /** Live; `null` in a browser. */
  watch: base.output(eventIterator(desktopStateSchema.nullable())),
  /** Live: each request goes to one page, and waits until there is one. */
  requests: base.output(eventIterator(pageRequestSchema)),
  /** Brings the main window to the front and has its page show what is named. */
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
  /** Opens the small window with what is loaded, near the pointer. */
  openPanel: base,
  /** Gives the panel's window the height of what it shows, in CSS pixels. */
  fitPanel: base.input(z.strictObject({ height: z.number().min(1).max(10_000) })),
  closePanel: base,
  /** Looks for a new version now. */
  checkForUpdate: base,
  /** Downloads the version that was found; `ready` when it is here. */
  downloadUpdate: base,
  /** Ends Corral and starts the version that was downloaded. */
  installUpdate: base,
  /** The page shows its first list: the last step of the start. */
  painted: base.input(z.strictObject({ at: instant })),
}
