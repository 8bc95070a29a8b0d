import { z } from 'zod'
import { MAX_NOTE, type Note } from '#shared/contract/notes.ts'
import { fittingNotes } from '#shared/domain/notes.ts'
import { readModelEntries } from '../records/model-entries.ts'
import { readFields, within } from '../records/read.ts'
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
    const notes = readModelEntries(value, lost, (entry) => readFields(noteFields, entry, lost))
    return notes && within(notes, lost, fittingNotes)
  },
}
