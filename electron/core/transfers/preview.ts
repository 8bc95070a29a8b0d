import type { PullPreview, Transfer } from '#shared/contract/transfers.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { object, parseJson, positive, text } from '#shared/ollama/fields.ts'
import type { ManifestLayer } from '#shared/ollama/manifest.ts'
import { displayName, type NameParts } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import { isOlder } from '#shared/ollama/version.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { findListed } from '../library/names.ts'
import { fail } from '../problem.ts'
import {
  MAX_SMALL_LAYER_BYTES,
  type FoundManifest,
  type RegistryClient,
  type RegistryModel,
} from '../registry/registry.ts'
import type { StoreDisk } from '../store/disk.ts'
import { amountsOf, type PlanPull, type PullRequest } from './pull-plan.ts'

/** What a pull would transfer. Throws ProblemError of the registry, of the host or of the name. */
export type Preview = (request: PullRequest, signal?: AbortSignal) => Promise<PullPreview>

/** Characters of a word of the config. */
const MAX_WORD = 64

/** Bytes of a pull whose rate says something about the next one. */
const TELLING_BYTES = 5e6

export function createPreview(
  planPull: PlanPull,
  registry: RegistryClient,
  hosts: Pick<HostsService, 'find'>,
  transfers: () => Transfer[],
  disk: Pick<StoreDisk, 'spaceFor'>,
): Preview {
  return async (request, signal) => {
    const { model, respelledBy, tags, manifest, layers } = await planPull(request, signal)
    const { hostId } = request
    const version = hosts.find(hostId)?.version ?? null
    const known = transfers().filter((transfer) => transfer.kind === 'pull' && transfer.hostId === hostId)
    const begun = new Set(
      known.flatMap((pull) => pull.layers.filter(({ completed }) => completed > 0).map(({ digest }) => digest)),
    )
    const { toFetch, reused } = amountsOf(layers, begun)
    const rate = lastRate(known)
    const told = await toldBy(registry, model, manifest, version, signal)
    return {
      name: displayName(model.name),
      respelledBy,
      total: manifest.total,
      toFetch,
      reused,
      layers: [...layers],
      installed: installedAs(tags, model.name, manifest.digest),
      ...told,
      durationMs: rate === null ? null : (toFetch.bytes / rate) * 1000,
      disk: await disk.spaceFor(hostId, layers),
    }
  }
}

function installedAs(tags: readonly Tag[], name: NameParts, digest: string): PullPreview['installed'] {
  const listed = findListed(tags, name)
  if (!listed) return 'none'
  return listed.digest === digest ? 'same' : 'other'
}

/** Bytes per second of the newest pull that tells; `null` if there is none. */
function lastRate(pulls: readonly Transfer[]): number | null {
  const running = pulls.find(({ rate }) => rate !== null && rate > 0)?.rate
  if (running !== undefined && running !== null) return running
  const [last] = pulls
    .filter((pull) => isEnded(pull) && pull.moved >= TELLING_BYTES && pull.activeMs > 0)
    .sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
  return last ? (last.moved / last.activeMs) * 1000 : null
}

/** What the small layers tell: the config, and the parameters. */
async function toldBy(
  registry: RegistryClient,
  model: RegistryModel,
  { config, layers }: FoundManifest,
  version: string | null,
  signal: AbortSignal | undefined,
): Promise<Pick<PullPreview, 'format' | 'needsVersion' | 'model'>> {
  // A figure is not withheld because these could not be had.
  const fieldsOf = async (layer: ManifestLayer | undefined) => {
    if (!layer || layer.size === 0 || layer.size > MAX_SMALL_LAYER_BYTES) return undefined
    const body = await registry.smallLayer(model, layer, signal).catch(() => null)
    return object(body === null ? undefined : parseJson(body.toString('utf8')))
  }
  const params = layers.find(({ kind }) => kind === 'params')
  const [fields, parameters] = await Promise.all([fieldsOf(config), fieldsOf(params)])
  if (signal?.aborted) throw fail('cancelled')
  const short = (value: unknown) => (text(value) ?? '').slice(0, MAX_WORD)
  const requires = /^v?(\d+\.\d+\.\d+)$/.exec(text(fields?.['requires']) ?? '')?.[1]
  const has = (kind: string) => layers.some((layer) => layer.kind === kind)
  const isStub = layers.length === 0 || text(fields?.['remote_host']) !== undefined
  return {
    format: has('tensor') ? 'safetensors' : has('weights') ? 'gguf' : isStub ? 'cloud' : 'other',
    model: {
      family: short(fields?.['model_family']),
      parameters: short(fields?.['model_type']),
      fileType: short(fields?.['file_type']),
      context: positive(parameters?.['num_ctx']) ?? null,
    },
    needsVersion: requires !== undefined && isOlder(version, requires) ? requires : null,
  }
}
