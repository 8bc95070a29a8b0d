import { MAX_PRESETS } from '#shared/domain/presets.ts'
import type { ModelKey } from '#shared/domain/model-keys.ts'
import { modelFields, readModelEntries } from '../records/model-entries.ts'
import { readFields, within } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

/** Models that were to be loaded at the start and were not installed, which the user was told. */
export const toldGoneFormat: RecordFormat<readonly ModelKey[]> = {
  name: 'start-loads.json',
  version: 1,
  initial: [],
  read(value, lost) {
    if (!Array.isArray(value)) return undefined
    const keys = readModelEntries(value, lost, (entry) => readFields(modelFields, entry, lost))
    return within(keys, lost, (all) => all.slice(0, MAX_PRESETS))
  },
}
