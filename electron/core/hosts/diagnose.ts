import type { Problem } from '#shared/contract/problem.ts'
import type { Clock, Net } from '../platform.ts'
import { createOllama } from '../ollama/client.ts'
import { httpsOf } from '../ollama/errors.ts'
import type { Access } from '../ollama/http.ts'
import { problem } from '../problem.ts'
import { lookAt } from './certificates.ts'

const LOOK_WITHIN = 3_000

/**
 * What a server met with in vain really is, where one more look tells it: https behind an http address, or
 * an Ollama that answers at the same place without the path. Everything else stays what it was.
 */
export async function diagnose(
  net: Net,
  clock: Clock,
  server: string,
  access: () => Promise<Access>,
  met: Problem,
): Promise<Problem> {
  const { origin, pathname, protocol } = new URL(server)
  const { code, status, detail, params } = met
  const told = (next: 'needs_https' | 'path_wrong', right: string) =>
    problem(next, { ...params, right }, { status, detail })

  // A TLS server breaks off at a request in plain http, or answers with something that is no HTTP.
  if (protocol === 'http:' && (code === 'reset' || (code === 'not_ollama' && status === undefined))) {
    const right = httpsOf(server)
    const speaksTls = await lookAt(net, clock, right, LOOK_WITHIN).then(
      () => true,
      () => false,
    )
    if (speaksTls) return told('needs_https', right)
  }
  if (pathname !== '/' && (code === 'not_ollama' || code === 'not_supported' || code === 'model_not_found')) {
    const answers = await createOllama(net, clock, origin, access)
      .version()
      .then(
        () => true,
        () => false,
      )
    if (answers) return told('path_wrong', origin)
  }
  return met
}
