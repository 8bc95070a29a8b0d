import { isDefinedError, ORPCError } from '@orpc/client'
import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import { ConnectionLost } from './connection.ts'

function plain(code: ProblemCode, retryable: boolean, detail?: string): Problem {
  return { code, params: {}, retryable, ...(detail === undefined || detail === '' ? {} : { detail }) }
}

/** Turns whatever a call or stream threw into a `Problem`, which has texts in the catalogue. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError) {
    if (isDefinedError(error) && error.code === 'PROBLEM' && isProblem(error.data)) return error.data
    if (error.code === 'BAD_REQUEST') return plain('input_invalid', false)
    return plain('internal', false, `${error.code}: ${error.message}`)
  }
  if (error instanceof ConnectionLost) return plain('connection_lost', true)
  if (error instanceof Error && error.name === 'AbortError') return plain('cancelled', true)
  return plain('internal', false, error instanceof Error ? error.message : String(error))
}

const isProblem = (data: unknown): data is Problem =>
  typeof data === 'object' && data !== null && 'code' in data && 'params' in data
