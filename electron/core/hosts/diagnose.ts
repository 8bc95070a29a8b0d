import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import type { Platform } from '../platform.ts'
import { createOllama } from '../ollama/client.ts'
import { httpsOf } from '../ollama/errors.ts'
import type { Access } from '../ollama/http.ts'
import { problem, problemOf } from '../problem.ts'
import { lookAt } from './certificates.ts'
import { createProbe } from './probe.ts'

const LOOK_WITHIN = 3_000

/** A real prefix and what was pasted behind it have no more parts: `/prefix/api/tags`. */
const MOST_ABOVE = 3

/** The paths above one, the nearest first and the origin's, which is empty, last: `/a` and `` for `/a/v1`. */
function pathsAbove(pathname: string): string[] {
  const parts = pathname.split('/').filter((part) => part !== '')
  const above = parts.map((_, at) =>
    parts
      .slice(0, parts.length - 1 - at)
      .map((part) => `/${part}`)
      .join(''),
  )
  return [...above.slice(0, -1).slice(0, MOST_ABOVE - 1), ...above.slice(-1)]
}

/** What a path below which there is no Ollama is answered with. */
const nothingThere: ReadonlySet<ProblemCode> = new Set([
  'not_ollama',
  'not_supported',
  'model_not_found',
  'bad_answer',
  'is_web_page',
])

/**
 * What a server met with in vain really is, where one more look tells it: https behind an http address,
 * an Ollama or something well known at the same place without the path, or macOS, which keeps Corral from
 * the local network. Everything else stays what it was.
 */
export async function diagnose(
  { net, clock, info }: Pick<Platform, 'net' | 'clock' | 'info'>,
  server: string,
  access: () => Promise<Access>,
  met: Problem,
): Promise<Problem> {
  const { origin, pathname, protocol } = new URL(server)
  const { code, status, detail, params } = met
  const told = (next: ProblemCode, more: Problem['params'] = {}) =>
    problem(next, { ...params, ...more }, { status, detail })

  if (code === 'unreachable' && params['local'] !== undefined && info.platform === 'darwin')
    return told('local_network_denied')

  // A TLS server breaks off at a request in plain http, or answers with something that is no HTTP.
  if (protocol === 'http:' && (code === 'reset' || (code === 'not_ollama' && status === undefined))) {
    const right = httpsOf(server)
    const speaksTls = await lookAt(net, clock, right, LOOK_WITHIN).then(
      () => true,
      () => false,
    )
    if (speaksTls) return told('needs_https', { right })
  }
  if (nothingThere.has(code))
    for (const above of pathsAbove(pathname)) {
      const right = origin + above
      const there = await createProbe(net, clock, createOllama(net, clock, right, access), access)().then(
        () => null,
        (error: unknown) => problemOf(error),
      )
      if (there === null) return told('path_wrong', { right })
      if (above === '' && there.code.startsWith('is_')) return there
    }
  return met
}
