import { atMost } from '../turns.ts'
import type { Host } from '#shared/contract/hosts.ts'
import type { Amount } from '#shared/domain/amount.ts'
import { TENSORS, type PlannedLayer } from '#shared/domain/progress.ts'
import { isLoopback } from '#shared/ollama/host-url.ts'
import { distinctLayers, type ManifestLayer } from '#shared/ollama/manifest.ts'
import { displayName, type NameParts } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import { isOlder } from '#shared/ollama/version.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { readName, refuseLocal, spelledAsInstalled } from '../library/names.ts'
import type { Ollama } from '../ollama/client.ts'
import { ProblemError, fail } from '../problem.ts'
import type { FoundManifest, RegistryClient, RegistryModel } from '../registry/registry.ts'
import type { SettingsService } from '../settings/settings.ts'

export interface PullRequest {
  hostId: string
  name: string
  insecure: boolean
}

/** What a server is going to pull: the manifest of the registry, and which of its layers the server has. */
export interface PullPlan {
  model: RegistryModel
  /** The installed model whose spelling replaces that of the given name; `null` if the name stays as it is. */
  respelledBy: string | null
  /** The models of the server. */
  tags: readonly Tag[]
  manifest: FoundManifest
  /** Each digest once, the config last. `isPresent` is `null` if the server does not tell. */
  layers: readonly (ManifestLayer & { isPresent: boolean | null })[]
}

/**
 * Asks the registry and the server. Throws ProblemError of the registry, of the host or of the name;
 * `registry_asks_off` if the settings forbid to ask registries.
 */
export type PlanPull = (request: PullRequest, signal?: AbortSignal) => Promise<PullPlan>

/** Requests to one server at the same time. */
const AT_ONCE = 6

/** Before this version, names were not compared without letter case. */
export const FOLDS_CASE_SINCE = '0.4.3'

export function createPlanPull(
  registry: RegistryClient,
  hosts: Pick<HostsService, 'client' | 'find'>,
  settings: Pick<SettingsService, 'get'>,
): PlanPull {
  return async ({ hostId, name: given, insecure }, signal) => {
    const client = hosts.client(hostId)
    const host = hosts.find(hostId)
    const typed = readName(given)
    refuseLocal(given)
    if (!settings.get().askRegistries) throw fail('registry_asks_off')
    if (!host) throw fail('host_unknown')
    const base = baseOf(host, typed, insecure)
    const { rows: tags } = await client.tags(signal)
    const { name, by } = isOlder(host.version, FOLDS_CASE_SINCE)
      ? { name: typed, by: null }
      : spelledAsInstalled(tags, typed)
    const model = { name, base }
    const manifest = await registry.manifest(model, signal).catch((error: unknown) => {
      throw by !== null && isMissing(error)
        ? fail('name_respelled', { model: displayName(name), name: displayName(typed), other: by })
        : error
    })
    const distinct = distinctLayers(manifest)
    const digests = distinct.map(({ digest }) => digest)
    const present = await presenceOf(client, digests, signal)
    const layers = distinct.map((layer) => ({ ...layer, isPresent: present.get(layer.digest) ?? null }))
    return { model, respelledBy: by, tags, manifest, layers }
  }
}

/** The plan as the lines of the pull will report it: a tensor model as one layer. */
export function plannedLayers({ layers, manifest }: PullPlan): PlannedLayer[] {
  const planned = layers.map(({ digest, size, isPresent }) => ({ digest, size, present: isPresent ? size : 0 }))
  if (!layers.some(({ kind }) => kind === 'tensor')) return planned
  const present = planned.reduce((sum, layer) => sum + layer.present, 0)
  return [{ digest: TENSORS, size: manifest.total, present }]
}

/**
 * What a pull of these layers would fetch, each digest once.
 *
 * @param begun digests of which an earlier pull has fetched a part, of unknown size by now; HEAD does not tell of it
 */
export function amountsOf(
  layers: readonly { digest: string; size: number; isPresent: boolean | null }[],
  begun: ReadonlySet<string>,
): { toFetch: Amount; reused: Amount } {
  const sum = (some: typeof layers) => some.reduce((bytes, { size }) => bytes + size, 0)
  const present = sum(layers.filter(({ isPresent }) => isPresent === true))
  const absent = layers.filter(({ isPresent }) => isPresent !== true)
  const isTold = layers.every(({ isPresent }) => isPresent !== null)
  const isBegun = absent.some(({ digest }) => begun.has(digest))
  const isKnown = layers.some(({ isPresent }) => isPresent !== null)
  return {
    toFetch: { bytes: sum(absent), exactness: isTold && !isBegun ? 'exact' : 'at_most' },
    reused: { bytes: present, exactness: isTold ? 'exact' : isKnown ? 'at_least' : 'unknown' },
  }
}

/** Which blobs a server has; a digest is missing in the result if the server does not tell. */
export async function presenceOf(
  client: Ollama,
  digests: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, boolean>> {
  const present = new Map<string, boolean>()
  const inTurn = atMost(AT_ONCE)
  let tells = true
  const askOne = async (digest: string) => {
    if (!tells) return
    const has = await client.hasBlob(digest, signal)
    if (has === null) tells = false
    else present.set(digest, has)
  }
  await Promise.all(digests.map((digest) => inTurn(() => askOne(digest))))
  return present
}

/**
 * What stands before `/v2/` in the addresses of a name's registry. The sandbox has all registries in itself.
 *
 * @throws ProblemError `registry_elsewhere` where the server would ask its own computer, which is not this one
 */
export function baseOf(host: Host, { host: registry }: NameParts, insecure: boolean): string {
  const scheme = insecure ? 'http' : 'https'
  if (host.kind === 'sandbox') return `${host.url}/registries/${scheme}/${registry}`
  if (isLoopback(`http://${registry}`) && !isLoopback(host.url))
    throw fail('registry_elsewhere', { registry, server: host.url })
  return `${scheme}://${registry}`
}

const isMissing = (error: unknown) => error instanceof ProblemError && error.problem.code === 'unknown_model'
