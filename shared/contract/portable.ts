import { z } from 'zod'
import { noteSchema } from './notes.ts'
import { presetSchema } from './presets.ts'
import { base } from './problem.ts'
import { settingsSchema } from './settings.ts'

/** The largest file to import, in UTF-16 units. */
export const MAX_IMPORT = 16_000_000

/** What a file can hold, each imported or left alone as a whole. */
export const portableParts = ['hosts', 'settings', 'view', 'notes', 'presets'] as const
export type PortablePart = (typeof portableParts)[number]

const key = noteSchema.pick({ host: true, name: true })
const presetKey = presetSchema.pick({ host: true, name: true, atStart: true })

/** What an import would change. */
const changesSchema = z.object({
  /** New hosts; `trusted` is the fingerprint of the certificate that is then trusted for it. */
  addedHosts: z.array(z.object({ name: z.string(), url: z.string(), trusted: z.string().nullable() })),
  /** Hosts with the same address and another name. All else of theirs stays. */
  renamedHosts: z.array(z.object({ url: z.string(), from: z.string(), to: z.string() })),
  settings: z.array(settingsSchema.keyof()),
  /** Whether columns, order or groups of the library change. */
  view: z.boolean(),
  addedNotes: z.array(key),
  changedNotes: z.array(key),
  addedPresets: z.array(presetKey),
  changedPresets: z.array(presetKey),
})
export type PortableChanges = z.infer<typeof changesSchema>

export const importPreviewSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('too_large') }),
  z.object({ state: z.literal('not_json') }),
  /** JSON, but not an export of Corral. */
  z.object({ state: z.literal('foreign') }),
  /** Of a later version of the format, which this Corral cannot read. */
  z.object({ state: z.literal('newer') }),
  z.object({
    state: z.literal('readable'),
    changes: changesSchema,
    /** How many hosts, settings, views, notes and presets of the file are here already, exactly so. */
    same: z.number(),
    /** Entries that cannot be read and are not imported, by their place in the file: `hosts[2]`. */
    skipped: z.array(z.string()),
  }),
])
export type ImportPreview = z.infer<typeof importPreviewSchema>

const text = z.string().max(MAX_IMPORT + 1)

export const portable = {
  /** Hosts, settings, view, notes and presets as the text of one file, without any secret. */
  export: base.output(z.object({ text: z.string() })),
  /** What importing a text would do; changes nothing. */
  preview: base.input(z.strictObject({ text })).output(importPreviewSchema),
  /**
   * Adds and changes what `preview` says, of the given parts only, and removes nothing. What was here before is first
   * written to the data folder as an export, whose file name is returned.
   */
  import: base
    .input(z.strictObject({ text, parts: z.array(z.enum(portableParts)).max(portableParts.length) }))
    .output(z.object({ kept: z.string() })),
  /** Takes back the last import of this run, except what was changed since. */
  undo: base,
}
