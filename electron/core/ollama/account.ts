import type { Account } from '#shared/contract/account.ts'
import { object, text } from '#shared/ollama/fields.ts'
import { ProblemError } from '../problem.ts'

/** Reads an answer of `/api/me`. Servers of 0.12 answer `null` if they do not reach ollama.com. */
export function readAccount(answer: unknown): Account {
  const fields = object(answer)
  const name = text(fields?.['name'])
  return name === undefined ? { state: 'unknown' } : { state: 'signed_in', name, plan: text(fields?.['plan']) ?? null }
}

/**
 * The account by the error of `/api/me`.
 *
 * @throws the error itself if the user cancelled
 */
export function accountOfError(error: unknown): Account {
  if (!(error instanceof ProblemError) || error.problem.code === 'cancelled') throw error
  const { code, params, status } = error.problem
  if (code === 'signin_needed') return { state: 'signed_out', signinUrl: text(params['signin']) ?? null }
  // A proxy in between that reaches no server has no JSON, and so another code.
  return { state: code === 'busy' && status === 503 ? 'offline' : 'unknown' }
}

/** The address of `signin_url`, if it is one at ollama.com: a server can send any. */
export function signinAddress(value: unknown): string | null {
  const told = text(value)
  if (told === undefined || told.length > 2000 || !URL.canParse(told)) return null
  const { protocol, host, username, password, href } = new URL(told)
  const isThere = protocol === 'https:' && (host === 'ollama.com' || host === 'www.ollama.com')
  return isThere && username === '' && password === '' ? href : null
}
