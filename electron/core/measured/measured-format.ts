import { z } from 'zod'
import { measuredLoadSchema, toldSchema, type MeasuredLoad, type Told } from '#shared/contract/measured.ts'
import { modelFields } from '../records/model-entries.ts'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

/** Loads that are kept, those that were measured last. */
export const MOST_LOADS = 500
/** Hosts of which something is told, those of which it was told last. */
export const MOST_TOLD = 50

const { host } = modelFields
const digest = z.string().min(1).max(200)

export type SavedLoad = MeasuredLoad & { host: string; digest: string }
export type SavedTold = Told & { host: string }

export interface Measured {
  /** Oldest first. */
  loads: readonly SavedLoad[]
  told: readonly SavedTold[]
}

export const nothingMeasured: Measured = { loads: [], told: [] }

/** The file of measured loads, read one by one. */
export const measuredFormat: RecordFormat<Measured> = {
  name: 'measured.json',
  version: 1,
  initial: nothingMeasured,
  // What is forgotten must not stay in a copy, and what is lost is measured again.
  keepsLastGood: false,
  read(value, lost) {
    const lists = readFields({ loads: z.array(z.unknown()), told: z.array(z.unknown()).default([]) }, value, lost)
    return (
      lists && {
        loads: readEntries(lists.loads, lost, (entry) => {
          const load = readFields({ ...measuredLoadSchema.shape, host, digest }, entry, lost)
          return load && load.sizeVram <= load.size ? load : undefined
        }).slice(-MOST_LOADS),
        told: readEntries(lists.told, lost, (entry) => readFields({ ...toldSchema.shape, host }, entry, lost)).slice(
          -MOST_TOLD,
        ),
      }
    )
  },
}
