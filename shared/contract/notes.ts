import { z } from 'zod'
import { modelName } from './fields.ts'
import { base } from './problem.ts'

/** Bounds of a note and of all together, in UTF-16 units. */
export const MAX_NOTE = 4_000
export const MAX_NOTES = 1_000
export const MAX_NOTES_LENGTH = 1_000_000

export const noteSchema = z.strictObject({
  /** The address of the server, or `sandbox`, see `hostKey`. Only a key: nothing is sent there. */
  host: z.string().min(1).max(2048),
  name: modelName,
  text: z.string().min(1).max(MAX_NOTE),
})
/** What the user wrote about a model of a host. It outlives the model. */
export type Note = z.infer<typeof noteSchema>

export const notes = {
  /** The notes of all hosts, the oldest first. */
  list: base.output(z.array(noteSchema)),
  /** Writes a note; an empty text removes it. Written to disk before the reply. */
  set: base.input(noteSchema.extend({ text: z.string().max(MAX_NOTE) })),
}
