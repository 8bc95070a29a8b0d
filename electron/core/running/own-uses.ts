import { displayName, isFault, parseName } from '#shared/ollama/name.ts'
import type { PsModel } from '#shared/ollama/ps.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { perHost } from '../hosts/lifecycle.ts'
import type { Clock } from '../platform.ts'
import type { LoadRequest, Ollama } from '../ollama/client.ts'

/** The server moves an expiry a moment after its answer has gone out. */
const SETTLE = 1_000

/** What Corral itself asked of models lately, so that a use by somebody else can be told from its own. */
export interface OwnUses {
  /** The same hosts, whose clients note each request that loads a model or moves its expiry. */
  readonly hosts: HostsService
  /** The models that Corral used since then, by the names it asked for, as the server would list them. */
  since(hostId: string, then: number): ReadonlySet<string>
}

export function createOwnUses(clock: Clock, hosts: HostsService): OwnUses {
  /** By host and name: requests under way, and when the last one ended. */
  const uses = perHost<Map<string, { open: number; endedAt: number }>>(hosts)

  const note = async <T>(hostId: string, { model, keep_alive }: LoadRequest, ask: () => Promise<T>): Promise<T> => {
    // An unload moves no expiry forward.
    if (keep_alive === 0) return ask()
    const ofHost = uses.get(hostId) ?? new Map<string, { open: number; endedAt: number }>()
    uses.set(hostId, ofHost)
    const name = listedName(model)
    const use = ofHost.get(name) ?? { open: 0, endedAt: -Infinity }
    ofHost.set(name, use)
    use.open += 1
    try {
      return await ask()
    } finally {
      use.open -= 1
      use.endedAt = clock.now()
    }
  }
  const noting = (hostId: string, client: Ollama): Ollama => ({
    ...client,
    generate: (request, signal) => note(hostId, request, () => client.generate(request, signal)),
    embed: (request, signal) => note(hostId, request, () => client.embed(request, signal)),
    embedLegacy: (request, signal) => note(hostId, request, () => client.embedLegacy(request, signal)),
  })

  return {
    hosts: { ...hosts, client: (hostId) => noting(hostId, hosts.client(hostId)) },
    since(hostId, then) {
      const names = new Set<string>()
      for (const [name, { open, endedAt }] of uses.get(hostId) ?? [])
        if (open > 0 || endedAt >= then - SETTLE) names.add(name)
      return names
    },
  }
}

/** A name as a server lists it. */
export function listedName(text: string): string {
  const parts = parseName(text)
  return isFault(parts) ? text : displayName(parts)
}

/**
 * Whether one of `used` may be a model that `ps` lists. Runners belong to weight files, so a use counts for
 * all names of one digest; one of a name that finds nothing listed can have been of any, a derivative's for one.
 */
export function mayBeOurs(
  used: ReadonlySet<string>,
  listed: readonly PsModel[],
  digestOf: (name: string) => string | null | undefined,
): (model: PsModel) => boolean {
  const tests = [...used].map((name) => {
    const digest = digestOf(name)
    const isIt = (model: PsModel) =>
      model.name.toLowerCase() === name.toLowerCase() || (model.digest !== undefined && model.digest === digest)
    return listed.some(isIt) ? isIt : () => true
  })
  return (model) => tests.some((isIt) => isIt(model))
}
