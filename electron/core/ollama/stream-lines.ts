import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import { parseJson } from '#shared/ollama/fields.ts'
import { ProblemError, fail } from '../problem.ts'
import { errorText } from './errors.ts'
import type { Http, HttpRequest } from './http.ts'
import { readLines } from './ndjson.ts'

/** Problems that can end an established connection. */
const brokenOff: ReadonlySet<ProblemCode> = new Set(['reset', 'connect_timed_out', 'unreachable', 'refused'])

/**
 * The lines of a streamed answer, to its end; leaving the loop closes the connection.
 *
 * @param params of the problem `endedEarly`
 * @param endedEarly tells that the server died or lost its network during the stream
 * @param problemOf the problem of an error line
 */
export async function* streamLines(
  http: Http,
  request: HttpRequest,
  params: Problem['params'],
  endedEarly: ProblemCode,
  problemOf: (line: unknown, text: string) => Problem,
): AsyncGenerator<unknown, void> {
  const answer = await http.stream(request)
  try {
    for await (const value of readLines(answer)) {
      // Some bridges encode each line twice, as a JSON string of JSON.
      const line = typeof value === 'string' ? parseJson(value) : value
      const text = errorText(line)
      if (text !== null) throw new ProblemError(problemOf(line, text))
      yield line
    }
  } catch (error) {
    if (error instanceof ProblemError && brokenOff.has(error.problem.code))
      throw fail(endedEarly, params, { detail: error.problem.detail })
    throw error
  }
}
