import type { Problem, ProblemCode } from '../contract/problem.ts'
import { serverSentence } from '../domain/server-sentence.ts'

/**
 * The values for the words of a problem. Not every problem carries a server and a model, so what is
 * missing or empty is named in general.
 *
 * @param general how the reader's language says "the server" and "the model"
 * @param bytes writes a count of bytes in the reader's language
 */
export function problemValues(
  { params }: Problem,
  general: { server: string; model: string },
  bytes: (count: number) => string,
): Record<string, string | number> {
  const values: Record<string, string | number> = { ...general }
  for (const [key, value] of Object.entries(params)) {
    if (value === '') continue
    values[key] = key === 'bytes' && typeof value === 'number' ? bytes(value) : value
    // What a name names is the model, but where both are told.
    if (key === 'name' && !params['model']) values['model'] = value
  }
  return values
}

/** Problems whose own words say little: what the server said belongs beside them. */
const general: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'server_error',
  'rejected',
  'registry_error',
  'registry_rejected',
  'registry_denied',
  'retries_exhausted',
  'internal',
])

/** What the server said, in one sentence, where the words of the problem do not tell; else empty. */
export function saidIn({ code, detail = '' }: Problem): string {
  return general.has(code) ? serverSentence(detail) : ''
}
