import type { Problem, ProblemCode } from '../contract/problem.ts'
import { serverSentence } from '../domain/server-sentence.ts'

/** Values that are several names, separated by a comma and a space, which no name contains. */
const severalNames: ReadonlySet<string> = new Set(['exists', 'names', 'others'])

/**
 * The values for the texts of a problem. A missing or empty server or model is replaced by a general word.
 *
 * @param general "the server" and "the model" in the reader's language
 * @param format formats a count of bytes and a list in the reader's language
 */
export function problemValues(
  { params }: Problem,
  general: { server: string; model: string },
  format: { bytes: (count: number) => string; list: (texts: readonly string[]) => string },
): Record<string, string | number> {
  const values: Record<string, string | number> = { ...general }
  for (const [key, value] of Object.entries(params)) {
    if (value === '') continue
    if (key === 'bytes' && typeof value === 'number') values[key] = format.bytes(value)
    else values[key] = severalNames.has(key) ? format.list(String(value).split(', ')) : value
    // `name` is the model, unless both are given.
    if (key === 'name' && !params['model']) values['model'] = value
  }
  return values
}

/** Problems whose texts say little: the server's message is shown beside them. */
const general: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'server_error',
  'rejected',
  'registry_error',
  'registry_rejected',
  'registry_denied',
  'retries_exhausted',
  'internal',
])

/** The server's message in one sentence, if the texts of the problem do not explain it; else empty. */
export function serverMessageOf({ code, detail = '' }: Problem): string {
  return general.has(code) ? serverSentence(detail) : ''
}
