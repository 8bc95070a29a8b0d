import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import { isLoopback, type HostUrlFault } from '#shared/ollama/host-url.ts'
import type { Platform } from '../platform.ts'
import { createOllama } from '../ollama/client.ts'
import { httpsOf } from '../ollama/errors.ts'
import type { Access } from '../ollama/http.ts'
import { problem, problemOf } from '../problem.ts'
import { lookAt } from './certificates.ts'
import { createProbe } from './probe.ts'

const LOOK_WITHIN = 3_000

/** Enough for a real prefix with a pasted path after it: `/prefix/api/tags`. */
const MOST_ABOVE = 3

/** The parent paths, nearest first, ending with the empty one of the origin: `/a` and `` for `/a/v1`. */
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

/** Problems that a wrong path can cause. */
const nothingThere: ReadonlySet<ProblemCode> = new Set([
  'not_ollama',
  'not_supported',
  'model_not_found',
  'bad_answer',
  'is_web_page',
])

/** Credentials are for one origin only. */
const withoutCredentials = async (): Promise<Access> => ({ headers: {}, trusted: null })

/**
 * Replaces the problem of a failed check by a more exact one if another request shows it: https instead of http,
 * Ollama or a known server at a parent path, Ollama at the loopback address only, or macOS blocking the local network.
 * Otherwise returns `met`, with what the advice depends on if the server is on this computer.
 */
export async function diagnose(
  { net, clock, info, computer }: Pick<Platform, 'net' | 'clock' | 'info' | 'computer'>,
  server: string,
  access: () => Promise<Access>,
  met: Problem,
): Promise<Problem> {
  const { origin, pathname, protocol, hostname } = new URL(server)
  const { code, status, detail, params } = met
  const probeAt = (url: string, by = access) => createProbe(net, clock, createOllama(net, clock, url, by), by)()
  const told = (next: ProblemCode, more: Problem['params'] = {}) =>
    problem(next, { ...params, ...more }, { status, detail })

  if (code === 'unreachable' && params['local'] !== undefined && info.platform === 'darwin')
    return told('local_network_denied')

  if (code === 'refused' && isLoopback(server))
    return told('refused', { system: computer.isWsl ? 'wsl' : info.platform })
  if (code === 'refused' && computer.addresses().includes(hostname.replace(/^\[|\]$/g, ''))) {
    const right = server.replace(hostname, '127.0.0.1')
    const answers = await probeAt(right, withoutCredentials).then(
      () => true,
      () => false,
    )
    return answers ? told('only_loopback', { right, here: 1 }) : told('refused', { here: 1, system: info.platform })
  }

  // A TLS server resets a request in plain http, or answers with something that is not HTTP.
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
      const there = await probeAt(right).then(
        () => null,
        (error: unknown) => problemOf(error),
      )
      if (there === null) return told('path_wrong', { right })
      if (above === '' && there.code.startsWith('is_')) return there
    }
  return met
}

/** The problem of an address that cannot be read. It repeats `text` unless that holds a password. */
export function urlProblem(fault: HostUrlFault, text: string): Problem {
  if (fault.fault === 'credentials') return problem('host_url_credentials')
  return problem(`host_url_${fault.fault}`, { text, ...('right' in fault ? { right: fault.right } : {}) })
}
