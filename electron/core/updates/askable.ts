import type { Host } from '#shared/contract/hosts.ts'
import type { HostUpdates, NotAskedReason } from '#shared/contract/updates.ts'
import { isBinName } from '#shared/domain/bin-names.ts'
import { displayName, isFault, parseName, reservedTag } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import { ProblemError } from '../problem.ts'
import { baseOf } from '../transfers/pull-plan.ts'
import type { RegistryModel } from '../registry/registry.ts'

/** Whether a listed name is one under which Corral keeps something for a while: it is no model to anybody. */
export function isReserved(name: string): boolean {
  return isBinName(name) || /^corral-rename\//i.test(name)
}

/** Why a host's models cannot be checked. */
export function hostRefusal(host: Host, asksRegistries: boolean): HostUpdates['refusal'] {
  if (!asksRegistries) return 'asks_off'
  if (host.server !== null && host.server !== 'ollama') return 'not_ollama'
  return host.reach === 'down' ? 'down' : null
}

/** Where to ask about a listed model, or why nobody is asked. */
export function askable(host: Host, tag: Tag, insecure: boolean): RegistryModel | NotAskedReason {
  if (tag.remote_host !== undefined || tag.remote_model !== undefined) return 'cloud'
  const name = parseName(tag.name)
  // A name with a scheme is none that a server pulls under.
  if (isFault(name) || displayName(name).toLowerCase() !== tag.name.toLowerCase()) return 'no_registry_name'
  const source = reservedTag(name)
  if (source !== null) return source === 'local' ? 'local_tag' : 'cloud'
  try {
    return { name, base: baseOf(host, name, insecure) }
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'registry_elsewhere') return 'registry_elsewhere'
    throw error
  }
}
