import { z } from 'zod'
import { modelUpdateSchema, type ModelUpdate } from '#shared/contract/updates.ts'
import { modelFields, readModelEntries } from '../records/model-entries.ts'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

/** Results that are kept, the last ones. */
export const MOST_RESULTS = 20_000
/** Models with a version skipped, or of which no updates are wanted. */
export const MOST_MARKS = 5_000
/** Hosts of which it is kept when all their models were checked. */
export const MOST_HOSTS = 200

const manifestDigest = z.string().regex(/^[0-9a-f]{64}$/)

/** What a check found, without what the user decided. */
export type Verdict = Omit<ModelUpdate, 'skipped' | 'never' | 'offered'>
export type Result = Verdict & { host: string }

/** What the user decided about updates of a model. It outlives the model. */
export interface Mark {
  host: string
  name: string
  /** The digest of the manifest that the registry had. */
  skipped: string | null
  never: boolean
}

export interface KeptUpdates {
  /** Oldest first. */
  results: readonly Result[]
  marks: readonly Mark[]
  /** When all models of a host were last checked. */
  hosts: readonly { host: string; checkedAt: number }[]
}

const resultFields = {
  ...modelUpdateSchema.omit({ skipped: true, never: true, offered: true }).shape,
  ...modelFields,
  digest: z.string().min(1).max(200),
  registryDigest: manifestDigest.nullable(),
}
const markFields = { ...modelFields, skipped: manifestDigest.nullable(), never: z.boolean() }
const hostFields = { host: modelFields.host, checkedAt: z.number() }

/** The file of updates, read one by one; a second entry of a model counts as lost. */
export const updatesFormat: RecordFormat<KeptUpdates> = {
  name: 'updates.json',
  version: 1,
  initial: { results: [], marks: [], hosts: [] },
  read(value, lost) {
    const list = z.array(z.unknown())
    const lists = readFields({ results: list, marks: list, hosts: list }, value, lost)
    if (!lists) return undefined
    const { results, marks, hosts } = lists
    const known = new Set<string>()
    return {
      results: readModelEntries(results, lost, (entry) => readFields(resultFields, entry, lost)).slice(-MOST_RESULTS),
      marks: readModelEntries(marks, lost, (entry) => readFields(markFields, entry, lost)).slice(-MOST_MARKS),
      hosts: readEntries(hosts, lost, (entry) => {
        const read = readFields(hostFields, entry, lost)
        if (!read || known.has(read.host)) return undefined
        known.add(read.host)
        return read
      }).slice(-MOST_HOSTS),
    }
  },
}
