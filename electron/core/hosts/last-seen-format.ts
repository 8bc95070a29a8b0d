import { z } from 'zod'
import type { Tag } from '#shared/ollama/tags.ts'
import { readEntries, readFields } from '../records/read.ts'
import type { RecordFormat } from '../records/record.ts'

const text = z.string().optional().catch(undefined)
const number = z.number().optional().catch(undefined)
const texts = z.array(z.string()).optional().catch(undefined)

/** A listed model; unknown fields are absent. */
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
  /** The address of the server. */
  url: z.string().min(1),
  /** Milliseconds since 1970. */
  at: z.number(),
  /** The number of models listed; `tags` holds the first ones. */
  total: z.number(),
  tags: z.array(z.unknown()),
}

/** The last list of a host. */
export interface Seen {
  url: string
  at: number
  total: number
  tags: readonly Tag[]
}

/** The file of a host's last list, read model by model. */
export const lastSeenFormat = (hostId: string): RecordFormat<Seen | null> => ({
  name: `seen-${hostId}.json`,
  version: 1,
  initial: null,
  migrations: { 0: (value) => value },
  // The server can be asked again.
  keepsLastGood: false,
  read(value, lost) {
    const read = readFields(fields, value, lost)
    if (!read) return undefined
    const tags = readEntries(read.tags, lost, (entry) => readFields(modelFields, entry, lost) as Tag | undefined)
    return { ...read, tags }
  },
})
