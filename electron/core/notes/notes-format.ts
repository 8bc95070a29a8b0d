import { z } from 'zod'
import { MAX_NOTE, type Note } from '#shared/contract/notes.ts'
import { fittingNotes } from '#shared/domain/notes.ts'
import { modelFields, readModelEntries } from '../records/model-entries.ts'
import { readFields, within } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

export const noteFields = { ...modelFields, text: z.string().min(1).max(MAX_NOTE) }

/** The file of notes, read one by one; those beyond the bounds and second ones of a model count as lost. */
export const notesFormat: RecordFormat<readonly Note[]> = {
  name: 'notes.json',
  version: 1,
  initial: [],
  read(value, lost) {
    if (!Array.isArray(value)) return undefined
    const notes = readModelEntries(value, lost, (entry) => readFields(noteFields, entry, lost))
    return within(notes, lost, fittingNotes)
  },
}
