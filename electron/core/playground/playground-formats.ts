import { z } from 'zod'
import {
  entrySchema,
  listedTextsSchema,
  playgroundViewFields,
  savedRunSchema,
  type ListedTexts,
  type PlaygroundView,
  type SavedRun,
} from '#shared/contract/playground.ts'
import { fittingRuns, fittingTexts } from '#shared/domain/text-bounds.ts'
import { readEntries, readFields, within } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

const list = z.array(z.unknown()).default([])
const readWith =
  <T>(schema: z.ZodType<T>) =>
  (value: unknown): T | undefined =>
    schema.safeParse(value).data

// No last good copies: a text that the user removes leaves the disk with the next write.

export const textsFormat: RecordFormat<ListedTexts> = {
  name: 'playground-texts.json',
  version: 1,
  keepsLastGood: false,
  initial: { entries: [], groups: [] },
  read(value, lost) {
    const read = readFields({ entries: list, groups: list }, value, lost)
    if (!read) return undefined
    return {
      entries: within(readEntries(read.entries, lost, readWith(entrySchema)), lost, fittingTexts),
      groups: readEntries(read.groups, lost, readWith(listedTextsSchema.shape.groups.element)),
    }
  },
}

export const runsFormat: RecordFormat<SavedRun[]> = {
  name: 'playground-runs.json',
  version: 1,
  keepsLastGood: false,
  initial: [],
  read(value, lost) {
    if (!Array.isArray(value)) return undefined
    const ids = new Set<string>()
    const runs = readEntries(value, lost, (entry) => {
      const run = readWith(savedRunSchema)(entry)
      if (!run || ids.has(run.id) || !isConsistent(run)) return undefined
      ids.add(run.id)
      return run
    })
    return within(runs, lost, fittingRuns)
  },
}

/** Whether every index is that of a text. */
function isConsistent({ texts, figures, missing }: SavedRun): boolean {
  const { tokensOf, cut } = figures
  return (
    (tokensOf === null || tokensOf.length === texts.length) &&
    [...missing, ...(cut ?? [])].every(({ text }) => text < texts.length)
  )
}

export const viewFormat: RecordFormat<PlaygroundView> = {
  name: 'playground-view.json',
  version: 1,
  keepsLastGood: false,
  initial: z.object(playgroundViewFields).parse({}),
  read: (value, lost) => readFields(playgroundViewFields, value, lost),
}
