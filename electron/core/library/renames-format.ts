import { z } from 'zod'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'
import type { RenamePlan } from './rename-plan.ts'

const name = z.string().min(1).max(600)

const fields = {
  id: z.string().min(1),
  /** The server's address: it outlives the id of a host. */
  url: z.string().min(1),
  from: name,
  to: name,
  third: name.nullable(),
  digest: z.string().min(1),
}
/** A rename that was begun, or was about to be. */
export interface OpenRename extends RenamePlan {
  id: string
  url: string
}

/** The renames that have not ended, as they stand in their file. A rename half read is of no use. */
export const renamesFormat: RecordFormat<OpenRename[]> = {
  name: 'renames.json',
  version: 1,
  initial: [],
  read: (value, lost) =>
    Array.isArray(value) ? readEntries(value, lost, (entry) => readFields(fields, entry, lost)) : undefined,
}
