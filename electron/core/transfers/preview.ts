import type { Host } from '#shared/contract/hosts.ts'
import type { PullPreview, Transfer } from '#shared/contract/transfers.ts'
import type { Amount } from '#shared/domain/amount.ts'
import { isEnded } from '#shared/domain/transfer-state.ts'
import { object, parseJson, text } from '#shared/ollama/fields.ts'
import { distinctLayers } from '#shared/ollama/manifest.ts'
import { displayName, type NameParts } from '#shared/ollama/name.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import { isOlder } from '#shared/ollama/version.ts'
import type { HostsService } from '../hosts/hosts.ts'
import { isLoopback } from '../hosts/loopback.ts'
import { findListed, readName, refuseLocal, spelledAsInstalled } from '../library/names.ts'
import type { Ollama } from '../ollama/client.ts'
import type { Platform } from '../platform.ts'
import { ProblemError, fail } from '../problem.ts'
import {
  MAX_SMALL_LAYER_BYTES,
  createRegistryClient,
  type FoundManifest,
  type RegistryClient,
  type RegistryModel,
} from '../registry/registry.ts'
import type { SettingsService } from '../settings/settings.ts'
import type { StoreDisk } from '../store/disk.ts'

export interface PreviewInput {
  hostId: string
  name: string
  insecure: boolean
}

/** What a pull would transfer. Throws ProblemError of the registry, of the host or of the name. */
export type Preview = (input: PreviewInput, signal?: AbortSignal) => Promise<PullPreview>

/** Requests to one server at the same time. */
const AT_ONCE = 6

/** Bytes of a pull whose rate says something about the next one. */
const TELLING_BYTES = 5e6

/** Before this version, names were not compared without letter case. */
export const FOLDS_CASE_SINCE = '0.4.3'

export function createPreview(
  platform: Pick<Platform, 'net' | 'clock'>,
  hosts: Pick<HostsService, 'client' | 'find'>,
  settings: Pick<SettingsService, 'get'>,
  transfers: () => Transfer[],
  disk: Pick<StoreDisk, 'spaceFor'>,
): Preview {
  const registry = createRegistryClient(platform.net, platform.clock)

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
    const present = await presenceOf(
      client,
      distinctLayers(manifest).map(({ digest }) => digest),
      signal,
    )
    const layers = distinctLayers(manifest).map((layer) => ({ ...layer, isPresent: present.get(layer.digest) ?? null }))
    const known = transfers().filter((transfer) => transfer.kind === 'pull' && transfer.hostId === hostId)
    const begun = new Set(
      known.flatMap((pull) => pull.layers.filter(({ completed }) => completed > 0).map(({ digest }) => digest)),
    )
    const { toFetch, reused } = amountsOf(layers, begun)
    const rate = lastRate(known)
    const { format, needsVersion } = await requirementsOf(registry, model, manifest, host.version, signal)
    return {
      name: displayName(name),
      respelledBy: by,
      total: manifest.total,
      toFetch,
      reused,
      layers,
      installed: installedAs(tags, name, manifest.digest),
      format,
      needsVersion,
      durationMs: rate === null ? null : (toFetch.bytes / rate) * 1000,
      disk: await disk.spaceFor(
        hostId,
        layers.filter(({ isPresent }) => isPresent !== true),
      ),
    }
  }
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

/** Which blobs a server has; a digest is missing in the result if it does not tell. */
export async function presenceOf(
  client: Ollama,
  digests: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, boolean>> {
  const present = new Map<string, boolean>()
  const left = [...digests]
  let tells = true
  const work = async () => {
    for (let digest = left.shift(); digest !== undefined && tells; digest = left.shift()) {
      const has = await client.hasBlob(digest, signal)
      if (has === null) tells = false
      else present.set(digest, has)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return present
}

/**
 * @param begun digests of which an earlier pull has fetched a part, of unknown size by now; HEAD does not tell of it
 */
function amountsOf(
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

/** The model's format, and the version that it needs where the server is older. The config tells what else is needed. */
async function requirementsOf(
  registry: RegistryClient,
  model: RegistryModel,
  { config, layers }: FoundManifest,
  version: string | null,
  signal: AbortSignal | undefined,
): Promise<Pick<PullPreview, 'format' | 'needsVersion'>> {
  // A figure is not withheld because this one could not be had.
  const body =
    config.size > 0 && config.size <= MAX_SMALL_LAYER_BYTES
      ? await registry.smallLayer(model, config, signal).catch(() => null)
      : null
  if (signal?.aborted) throw fail('cancelled')
  const fields = object(body === null ? undefined : parseJson(body.toString('utf8')))
  const requires = /^v?(\d+\.\d+\.\d+)$/.exec(text(fields?.['requires']) ?? '')?.[1]
  const has = (kind: string) => layers.some((layer) => layer.kind === kind)
  const isStub = layers.length === 0 || text(fields?.['remote_host']) !== undefined
  return {
    format: has('tensor') ? 'safetensors' : has('weights') ? 'gguf' : isStub ? 'cloud' : 'other',
    needsVersion: requires !== undefined && isOlder(version, requires) ? requires : null,
  }
}
