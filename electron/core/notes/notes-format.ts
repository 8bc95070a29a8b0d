import { z } from 'zod'
import { MAX_NOTE, type Note } from '#shared/contract/notes.ts'
import { modelKey } from '#shared/domain/model-keys.ts'
import { fittingNotes } from '#shared/domain/notes.ts'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

export const noteFields = {
  host: z
    .string()
    .min(1)
    .max(2048)
    .refine((host) => !host.includes('@')),
  name: z.string().min(1).max(600),
  text: z.string().min(1).max(MAX_NOTE),
}

/** The file of notes, read one by one; those beyond the bounds and second ones of a model count as lost. */
export const notesFormat: RecordFormat<readonly Note[]> = {
  name: 'notes.json',
  version: 1,
  initial: [],
  read(value, lost) {
    if (!Array.isArray(value)) return undefined
    const keys = new Set<string>()
    const notes = readEntries(value, lost, (entry) => {
      const note = readFields(noteFields, entry, lost)
      if (!note || keys.has(modelKey(note))) return undefined
      keys.add(modelKey(note))
      return note
    })
    const kept = fittingNotes(notes)
    lost.entries += notes.length - kept.length
    return kept
  },
}
