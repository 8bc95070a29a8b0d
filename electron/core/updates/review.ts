import type { UpdateReview } from '#shared/contract/updates.ts'
import { nameKey } from '#shared/domain/model-keys.ts'
import { changedKinds, isChanged, versionLayers, versionVerdict } from '#shared/domain/versions.ts'
import { object, parseJson, text } from '#shared/ollama/fields.ts'
import { distinctLayers, type ManifestLayer } from '#shared/ollama/manifest.ts'
import { reservedTag } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import { isOlder } from '#shared/ollama/version.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { ProblemError, fail } from '../problem.ts'
import type { LibraryService } from '../library/library.ts'
import { findListed, readName, refuseLocal } from '../library/names.ts'
import { MAX_SMALL_LAYER_BYTES, type RegistryClient, type RegistryModel } from '../registry/registry.ts'
import type { StoreDisk } from '../store/disk.ts'
import { amountsOf, baseOf } from '../transfers/pull-plan.ts'
import { isReserved } from './askable.ts'
import { askRegistry } from './check-model.ts'
import { readInstalled, type Sources } from './compare.ts'
import type { Pauses } from './pauses.ts'
import { versionTexts } from './version-texts.ts'

interface ReviewSources extends Sources {
  hosts: Pick<HostsService, 'client' | 'find'>
  library: Sources['library'] & Pick<LibraryService, 'knownWeights'>
  registry: RegistryClient
  pauses: Pauses
  storeDisk: Pick<StoreDisk, 'spaceFor'>
  /** Whether the registry of a name is asked by plain http. */
  isInsecure(hostId: string, name: string): boolean
  /** Digests of which a pull has fetched a part. */
  begun(hostId: string): ReadonlySet<string>
}

/** What an update would change. Throws ProblemError of the host, of the registry and of the name. */
export async function reviewUpdate(
  sources: ReviewSources,
  { hostId, name: given }: { hostId: string; name: string },
  signal?: AbortSignal,
): Promise<UpdateReview> {
  const { hosts, library, registry, pauses, storeDisk, isInsecure, begun } = sources
  const client = hosts.client(hostId)
  const host = hosts.find(hostId)
  if (!host) throw fail('host_unknown', { host: hostId })
  const { rows: tags } = await client.tags(signal)
  const tag = findListed(tags, readName(given))
  if (!tag || tag.digest === undefined || isReserved(tag.name))
    throw fail('model_not_found', { server: host.url, model: given })
  const { name, digest } = tag
  refuseLocal(name)
  const parts = readName(name)
  if (tag.remote_host !== undefined || tag.remote_model !== undefined || reservedTag(parts))
    throw fail('cloud_model', { model: name })
  const model = { name: parts, base: baseOf(host, parts, isInsecure(hostId, name)) }
  const newer = await askRegistry(registry, pauses, model, signal)
  const [show, installed, pushedAt, requires] = await Promise.all([
    client.show(name, signal),
    readInstalled(sources, { hostId, name, digest }, tags, newer, signal),
    registry.pushedAt(model, signal).catch(unlessCancelled),
    requiredVersion(registry, model, newer.config, signal),
  ])
  const { texts, layers } = await versionTexts(
    registry,
    model,
    newer.layers,
    versionLayers(installed, newer),
    show,
    signal,
  )
  const presence = (one: string) => installed.present.get(one) ?? null
  const distinct = distinctLayers(newer).map((layer) => ({ ...layer, isPresent: presence(layer.digest) }))
  return {
    name,
    verdict: versionVerdict(installed, newer),
    digest,
    registryDigest: newer.digest,
    pushedAt,
    requires,
    needsVersion: requires !== null && isOlder(host.version, requires) ? requires : null,
    summary: {
      changes: changedKinds(layers),
      weightsChanged: isChanged(layers, ['weights', 'tensor']),
      licenseChanged: isChanged(layers, ['license']),
      total: newer.total,
      ...amountsOf(distinct, begun(hostId)),
    },
    layers: layers
      .filter(({ kind }) => kind !== 'config')
      .map((layer) => ({
        ...layer,
        after: layer.after && { ...layer.after, isPresent: presence(layer.after.digest) },
      })),
    texts,
    disk: await storeDisk.spaceFor(hostId, distinct),
    keeping: keeping(tags, tag, library.knownWeights(hostId)),
  }
}

const unlessCancelled = (error: unknown): null => {
  if (error instanceof ProblemError && error.problem.code === 'cancelled') throw error
  return null
}

/** What the config of a version says; `null` where it does not, or cannot be read. */
async function requiredVersion(
  registry: RegistryClient,
  model: RegistryModel,
  config: ManifestLayer,
  signal?: AbortSignal,
): Promise<string | null> {
  if (config.size > MAX_SMALL_LAYER_BYTES) return null
  const body = await registry.smallLayer(model, config, signal).catch(unlessCancelled)
  const requires = text(object(body === null ? undefined : parseJson(body.toString('utf8')))?.['requires'])
  return /^v?(\d+\.\d+\.\d+)$/.exec(requires ?? '')?.[1] ?? null
}

/** Other models that have what the model has now, and keep it. */
function keeping(
  tags: readonly Tag[],
  { name, digest }: Tag,
  weightsOf: (digest: string) => string | null | undefined,
): UpdateReview['keeping'] {
  const others = tags.filter((tag) => tag.name !== name && !isReserved(tag.name))
  const weights = digest === undefined ? undefined : weightsOf(digest)
  const isMade = (tag: Tag) =>
    (tag.details?.parent_model !== undefined && nameKey(tag.details.parent_model) === nameKey(name)) ||
    (weights && tag.digest !== undefined && weightsOf(tag.digest) === weights)
  const copies = others.filter((tag) => tag.digest === digest)
  const names = (some: readonly Tag[]) => some.map((tag) => tag.name).sort()
  return { copies: names(copies), made: names(others.filter((tag) => tag.digest !== digest && isMade(tag))) }
}
