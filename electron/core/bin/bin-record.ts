import { z } from 'zod'
import { modelFields } from '../records/model-entries.ts'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

/** Names of the bin that are kept, those that were made last. */
export const MOST_ENTRIES = 5_000

const entryFields = {
  /** Its `name` is the one it had, as the server listed it. */
  ...modelFields,
  binName: z.string().min(1).max(600),
  digest: z.string().max(200),
  /** In milliseconds since 1970. */
  at: z.number(),
  /** When the user was told that it is going to be emptied; `null` if not yet. */
  toldAt: z.number().nullable().default(null),
}

/** A name that this Corral has put into the bin of a host. */
export type OwnEntry = { [Field in keyof typeof entryFields]: z.output<(typeof entryFields)[Field]> }

/** The file of the bin: what the names themselves may not tell. Without it they can be restored all the same. */
export const binFormat: RecordFormat<readonly OwnEntry[]> = {
  name: 'bin.json',
  version: 1,
  initial: [],
  read(value, lost) {
    if (!Array.isArray(value)) return undefined
    return readEntries(value, lost, (entry) => readFields(entryFields, entry, lost)).slice(-MOST_ENTRIES)
  },
}
