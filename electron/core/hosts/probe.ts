import type { Host } from '#shared/contract/hosts.ts'
import type { Problem, ProblemCode } from '#shared/contract/problem.ts'
import type { Clock, Net } from '../platform.ts'
import type { Ollama } from '../ollama/client.ts'
import { createHttp, type Access } from '../ollama/http.ts'
import { ProblemError, fail, problemOf } from '../problem.ts'
import { identify, type Identity } from './identity.ts'

type Server = NonNullable<Host['server']>

/** The server at an address and its version; `null` if it gives none as a text. */
export interface Probed {
  server: Server
  version: string | null
  /** Round trip of the version request, in milliseconds. */
  latencyMs: number
}

/** Checks that Ollama's API answers. Otherwise throws a problem that names the server found instead. */
export type Probe = (signal?: AbortSignal) => Promise<Probed>

/** The same refusal is not investigated again for this long, in milliseconds: some servers log every request. */
const SAME_REFUSAL = 60_000

/** Problems that point to a server other than Ollama. */
const foreign: ReadonlySet<ProblemCode> = new Set(['not_ollama', 'bad_answer', 'not_supported', 'model_not_found'])

const nobody: Identity = { kind: 'unknown', page: '' }

export function createProbe(
  net: Net,
  clock: Clock,
  client: Pick<Ollama, 'server' | 'version' | 'tags'>,
  access: () => Promise<Access>,
): Probe {
  const { server } = client
  const { peek } = createHttp(net, clock, server, access)
  let known: Omit<Probed, 'latencyMs'> | undefined
  let refused: { as: string; at: number; identity: Identity } | undefined

  const identityOf = async (met: Problem | undefined): Promise<Identity> => {
    const as = met ? `${met.code} ${met.status}` : ''
    if (met && refused?.as === as && clock.now() - refused.at < SAME_REFUSAL) return refused.identity
    const identity = await identify(peek)
    refused = met && { as, at: clock.now(), identity }
    return identity
  }

  const serverOf = async (met: Problem | undefined, signal: AbortSignal | undefined): Promise<Server> => {
    const isCloud = isOllamaCloud(server)
    const { kind, page } = isCloud ? nobody : await identityOf(met)
    if (kind === 'llama_cpp' || kind === 'lm_studio' || kind === 'open_webui')
      throw fail(`is_${kind}`, { server, ...(kind === 'open_webui' ? { right: `${server}/ollama` } : {}) })
    if (met && !foreign.has(met.code)) throw new ProblemError(met)
    if (kind === 'ollama') return kind
    // A proxy may pass on only the API.
    const problem = await client.tags(signal).then(
      () => null,
      (error: unknown) => problemOf(error),
    )
    if (problem === null) return isCloud ? 'ollama_cloud' : kind === 'localai' ? kind : 'ollama'
    if (!foreign.has(problem.code)) throw new ProblemError(problem)
    const { status, detail } = met ?? problem
    if (kind === 'localai') throw fail('is_localai', { server }, { status, detail })
    if (page !== '') throw fail('is_web_page', { server, page }, { status, detail })
    throw met ? new ProblemError(met) : fail('not_ollama', { server }, { status, detail })
  }

  return async (signal) => {
    const started = clock.now()
    let version: string | null = null
    let met: Problem | undefined
    try {
      version = (await client.version(signal)) || null
    } catch (error) {
      met = problemOf(error)
    }
    const latencyMs = clock.now() - started
    const before = known
    known = undefined
    if (met && !isAnswer(met)) throw new ProblemError(met)
    const isSame = before !== undefined && before.version === version && !met
    known = isSame ? before : { server: await serverOf(met, signal), version }
    return { ...known, latencyMs }
  }
}

/** Whether a server answered at all, other than with a redirect. */
function isAnswer({ code, status = 0 }: Problem): boolean {
  return foreign.has(code) || code === 'answer_too_large' || status >= 400
}

/** ollama.com serves its cloud models through the same API. */
export function isOllamaCloud(server: string): boolean {
  return /^(www\.|api\.)?ollama\.com\.?$/.test(new URL(server).hostname)
}
