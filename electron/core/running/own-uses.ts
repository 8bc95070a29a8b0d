import { displayName, isFault, parseName } from '#shared/ollama/name.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { perHost } from '../hosts/lifecycle.ts'
import type { Clock } from '../platform.ts'
import type { LoadRequest } from '#shared/ollama/calls.ts'
import type { Ollama } from '../ollama/client.ts'

/** The server may set an expiry this long after its answer, in milliseconds. */
const SETTLE = 1_000

/** Corral's own recent uses of models, to distinguish them from those of other clients. */
export interface OwnUses {
  /** The same hosts, with clients that record each request that loads a model or sets its expiry. */
  readonly hosts: HostsService
  /** The models that Corral used since `at`, under the names the server would list. */
  since(hostId: string, then: number): ReadonlySet<string>
  /** The same of the models that Corral asked a server to unload. */
  unloadsSince(hostId: string, then: number): ReadonlySet<string>
}

interface Use {
  /** Requests in progress. */
  open: number
  /** When the last one ended. */
  endedAt: number
}

export function createOwnUses(clock: Clock, hosts: HostsService): OwnUses {
  /** By host and name. */
  const uses = perHost<Map<string, Use>>(hosts)
  const unloads = perHost<Map<string, Use>>(hosts)

  /** Notes the begin of a use, and returns what notes its end. */
  const begin = (hostId: string, { model, keep_alive }: LoadRequest): (() => void) => {
    // An unload does not extend an expiry.
    const kind = keep_alive === 0 ? unloads : uses
    const ofHost = kind.get(hostId) ?? new Map<string, Use>()
    kind.set(hostId, ofHost)
    const name = listedName(model)
    const use = ofHost.get(name) ?? { open: 0, endedAt: -Infinity }
    ofHost.set(name, use)
    use.open += 1
    return () => {
      use.open -= 1
      use.endedAt = clock.now()
    }
  }
  const note = <T>(hostId: string, request: LoadRequest, ask: () => Promise<T>): Promise<T> =>
    ask().finally(begin(hostId, request))
  const noting = (hostId: string, client: Ollama): Ollama => ({
    ...client,
    generate: (request, signal) => note(hostId, request, () => client.generate(request, signal)),
    embed: (request, signal) => note(hostId, request, () => client.embed(request, signal)),
    embedLegacy: (request, signal) => note(hostId, request, () => client.embedLegacy(request, signal)),
    async *chat(request, signal) {
      const end = begin(hostId, request)
      try {
        yield* client.chat(request, signal)
      } finally {
        end()
      }
    },
  })

  return {
    hosts: { ...hosts, client: (hostId) => noting(hostId, hosts.client(hostId)) },
    since: (hostId, then) => namesSince(uses.get(hostId), then),
    unloadsSince: (hostId, then) => namesSince(unloads.get(hostId), then),
  }
}

function namesSince(uses: ReadonlyMap<string, Use> | undefined, then: number): Set<string> {
  const names = new Set<string>()
  for (const [name, { open, endedAt }] of uses ?? []) if (open > 0 || endedAt >= then - SETTLE) names.add(name)
  return names
}

/** The form of a name in a server's list. */
export function listedName(text: string): string {
  const parts = parseName(text)
  return isFault(parts) ? text : displayName(parts)
}

interface Named {
  name: string
  digest?: string | null | undefined
}

/**
 * Whether one of `used` may be a model that `ps` lists. Models with the same weights share a runner, so a use counts
 * for all names of one digest, and a use of an unlisted name (such as a derivative's) for every model.
 */
export function mayBeOurs(
  used: ReadonlySet<string>,
  listed: readonly Named[],
  digestOf: (name: string) => string | null | undefined,
): (model: Named) => boolean {
  const tests = [...used].map((name) => {
    const digest = digestOf(name)
    const isIt = (model: Named) =>
      model.name.toLowerCase() === name.toLowerCase() || (typeof model.digest === 'string' && model.digest === digest)
    return listed.some(isIt) ? isIt : () => true
  })
  return (model) => tests.some((isIt) => isIt(model))
}
