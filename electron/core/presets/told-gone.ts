import { z } from 'zod'
import { MAX_PRESETS } from '#shared/contract/preset-bounds.ts'
import type { ModelKey } from '#shared/domain/model-keys.ts'
import { readModelEntries } from '../records/model-entries.ts'
import { readFields, within } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'
import { noteFields } from '../notes/notes-format.ts'

const fields: { host: z.ZodType<string>; name: z.ZodType<string> } = { host: noteFields.host, name: noteFields.name }

/** Models that were to be loaded at the start and were not installed, which the user was told. */
export const toldGoneFormat: RecordFormat<readonly ModelKey[]> = {
  name: 'start-loads.json',
  version: 1,
  initial: [],
  read(value, lost) {
    const keys = readModelEntries(value, lost, (entry) => readFields(fields, entry, lost))
    return keys && within(keys, lost, (all) => all.slice(0, MAX_PRESETS))
  },
}
