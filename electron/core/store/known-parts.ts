import { z } from 'zod'
import { DIGEST } from '#shared/ollama/manifest.ts'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

/** Pulls of which this is kept; the oldest are forgotten. */
const KEPT = 200

/** More layers than a GGUF model has. */
const MOST_DIGESTS = 64

const MOST_ENDS = 8

const fields = {
  /** Address of the server, and the canonical name of the model. */
  server: z.string().min(1),
  model: z.string().min(1).max(600),
  /** The files that pulls of the model have reached. */
  digests: z.array(z.string().regex(DIGEST)).default([]),
  /** The pulls that ended because the server cannot read its parts: id and attempt of each. */
  brokenEnds: z.array(z.string()).default([]),
  /** The folder to which broken parts were moved, or are about to be. */
  aside: z.string().nullable().default(null),
}

/** What pulls of a model that is not installed have left behind. */
export type KnownParts = z.output<z.ZodObject<typeof fields>>

export const knownPartsFormat: RecordFormat<KnownParts[]> = {
  name: 'pull-parts.json',
  version: 1,
  initial: [],
  read: (value, lost) =>
    Array.isArray(value) ? readEntries(value, lost, (entry) => readFields(fields, entry, lost)) : undefined,
}

type Key = Pick<KnownParts, 'server' | 'model'>

export const isSame = (a: Key) => (b: Key) => a.server === b.server && a.model === b.model

export function knownOf(all: readonly KnownParts[], { server, model }: Key): KnownParts {
  return all.find(isSame({ server, model })) ?? { server, model, digests: [], brokenEnds: [], aside: null }
}

/** With the entry in the place of an earlier one of the same model, as the newest. */
export function withKnown(all: readonly KnownParts[], entry: KnownParts): KnownParts[] {
  const digests = entry.digests.slice(0, MOST_DIGESTS)
  const brokenEnds = entry.brokenEnds.slice(-MOST_ENDS)
  return [...withoutKnown(all, entry), { ...entry, digests, brokenEnds }].slice(-KEPT)
}

export function withoutKnown(all: readonly KnownParts[], key: Key): KnownParts[] {
  return all.filter((one) => !isSame(key)(one))
}
