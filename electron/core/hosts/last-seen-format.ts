import { z } from 'zod'
import type { Tag } from '#shared/ollama/tags.ts'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

const text = z.string().optional().catch(undefined)
const number = z.number().optional().catch(undefined)
const texts = z.array(z.string()).optional().catch(undefined)

/** A model as it was listed. What is not known of it is absent. */
const modelFields = {
  name: z.string().min(1),
  modified_at: text,
  size: number,
  digest: text,
  details: z
    .object({
      parent_model: text,
      format: text,
      family: text,
      families: texts,
      parameter_size: text,
      quantization_level: text,
      context_length: number,
      embedding_length: number,
    })
    .optional()
    .catch(undefined),
  capabilities: texts,
  remote_model: text,
  remote_host: text,
}

const fields = {
  /** The address that listed them. */
  url: z.string().min(1),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** How many models there were; `tags` has the first of them. */
  total: z.number(),
  tags: z.array(z.unknown()),
}

/** The models a host listed last. */
export interface Seen {
  url: string
  at: number
  total: number
  tags: readonly Tag[]
}

/** The list last seen of a host as it stands in its file, read model by model. */
export const lastSeenFormat = (hostId: string): RecordFormat<Seen | null> => ({
  name: `seen-${hostId}.json`,
  version: 1,
  initial: null,
  migrations: { 0: (value) => value },
  // The server says it again.
  keepsLastGood: false,
  read(value, lost) {
    const read = readFields(fields, value, lost)
    if (!read) return undefined
    const tags = readEntries(read.tags, lost, (entry) => readFields(modelFields, entry, lost) as Tag | undefined)
    return { ...read, tags }
  },
})
