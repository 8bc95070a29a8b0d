import { number, object } from './fields.ts'

/** A vector as a server sends it. JSON has no NaN: engines and proxies write `null` instead. */
export type SentVector = readonly (number | null)[]

/** `missing`: an empty list. `invalid`: not a list of numbers. */
export type VectorFault = 'missing' | 'invalid'

/** `/api/embed`, read field by field. */
export interface Embedded {
  /** Row by row; only if there are as many rows as texts is it known which text each belongs to. */
  vectors: (SentVector | VectorFault)[]
  /** Nanoseconds. */
  total_duration: number | undefined
  load_duration: number | undefined
  /** Tokens of all texts, after truncation. */
  prompt_eval_count: number | undefined
}

/** @returns `undefined` if it is not an object */
export function readEmbed(answer: unknown): Embedded | undefined {
  const fields = object(answer)
  const rows: unknown = fields?.['embeddings']
  return (
    fields && {
      vectors: Array.isArray(rows) ? rows.map(readVector) : [],
      total_duration: amount(fields['total_duration']),
      load_duration: amount(fields['load_duration']),
      prompt_eval_count: amount(fields['prompt_eval_count']),
    }
  )
}

/**
 * `/api/embeddings`, the endpoint for one text of servers before 0.3.
 *
 * @returns `undefined` if it is not an object
 */
export function readLegacyEmbedding(answer: unknown): SentVector | VectorFault | undefined {
  const fields = object(answer)
  return fields && readVector(fields['embedding'])
}

function readVector(row: unknown): SentVector | VectorFault {
  if (row === undefined || row === null || (Array.isArray(row) && row.length === 0)) return 'missing'
  const isVector = Array.isArray(row) && row.every((value) => value === null || typeof value === 'number')
  return isVector ? (row as (number | null)[]) : 'invalid'
}

/** A count is never below zero. */
function amount(value: unknown): number | undefined {
  const read = number(value)
  return read !== undefined && read >= 0 ? read : undefined
}
