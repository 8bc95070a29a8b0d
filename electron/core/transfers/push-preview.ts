import type { Account } from '#shared/contract/account.ts'
import type { PushPreview } from '#shared/contract/push-preview.ts'
import type { Amount } from '#shared/domain/amount.ts'
import { distinctLayers } from '#shared/ollama/manifest.ts'
import {
  DEFAULT_HOST,
  DEFAULT_NAMESPACE,
  displayName,
  fullName,
  isFault,
  parseName,
  type NameParts,
} from '#shared/ollama/name.ts'
import { isOlder } from '#shared/ollama/version.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { LibraryService } from '../library/library.ts'
import { findListed, readName, readNewName, spelledAsInstalled } from '../library/names.ts'
import type { Platform } from '../platform.ts'
import { ProblemError, fail } from '../problem.ts'
import { createRegistryClient, type FoundManifest } from '../registry/registry.ts'
import type { SettingsService } from '../settings/settings.ts'
import { FOLDS_CASE_SINCE, baseOf, presenceOf } from './pull-plan.ts'

export interface PushPreviewInput {
  hostId: string
  /** An installed model. */
  model: string
  /** The name under which it would be pushed. */
  name: string
  insecure: boolean
}

/**
 * What is known of a push before it begins. Whatever the server's account and the registry do not tell is unknown in
 * it, and no error.
 *
 * @throws ProblemError of the host, `model_not_found`, or of the name
 */
export type PreviewPush = (input: PushPreviewInput, signal?: AbortSignal) => Promise<PushPreview>

export function createPreviewPush(
  platform: Pick<Platform, 'net' | 'clock' | 'routesTo'>,
  hosts: Pick<HostsService, 'client' | 'find'>,
  library: Pick<LibraryService, 'weights'>,
  settings: Pick<SettingsService, 'get'>,
): PreviewPush {
  return async ({ hostId, model, name: given, insecure }, signal) => {
    const client = hosts.client(hostId)
    const host = hosts.find(hostId)
    if (!host) throw fail('host_unknown')
    const asked = readNewName(given)
    const { rows: tags } = await client.tags(signal)
    const listed = findListed(tags, readName(model))
    if (!listed) throw fail('model_not_found', { server: host.url, model })
    const account = asked.host.toLowerCase() === DEFAULT_HOST ? await client.account(signal) : null
    const { namespace, suggested } = namespaceOf(asked, account)
    const wanted = suggested ?? asked
    const name = isOlder(host.version, FOLDS_CASE_SINCE) ? wanted : spelledAsInstalled(tags, wanted).name

    /** `null` if the registry shows none; `undefined` with a reason if that is unknown. */
    const ask = async (): Promise<{ manifest?: FoundManifest | null; problem?: ProblemError }> => {
      if (namespace === 'missing' && !suggested) return {}
      try {
        if (!settings.get().askRegistries) throw fail('registry_asks_off')
        // Not the client of pulls, which may have kept the manifest from before the last push.
        const registry = createRegistryClient(platform)
        return { manifest: await registry.manifest({ name, base: baseOf(host, name, insecure) }, signal) }
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.code === 'cancelled') throw error
        return error.problem.code === 'unknown_model' ? { manifest: null } : { problem: error }
      }
    }
    const { manifest, problem } = await ask()
    const { digest = null, size = null } = listed
    const weights = manifest && digest !== null ? await library.weights({ hostId, digests: [digest] }, signal) : {}
    const known = { digest, size, weights: (digest !== null && weights[digest]) || null }
    const mayBeAlike = manifest ? isAlike(known, manifest) : false
    const hasAll = mayBeAlike && manifest ? await hasLayers(manifest, hostId, signal) : false
    return {
      account,
      namespace,
      suggested: suggested && displayName(suggested),
      name: displayName(name),
      size,
      ...publishedOf(known, manifest, hasAll),
      registryProblem: problem?.problem ?? null,
    }
  }

  async function hasLayers(manifest: FoundManifest, hostId: string, signal?: AbortSignal): Promise<boolean> {
    const digests = distinctLayers(manifest).map((layer) => layer.digest)
    const present = await presenceOf(hosts.client(hostId), digests, signal)
    return digests.every((one) => present.get(one) === true)
  }
}

/** Whether a name is one that the account may push to, and the name that it is sure to own. */
export function namespaceOf(
  name: NameParts,
  account: Account | null,
): { namespace: PushPreview['namespace']; suggested: NameParts | null } {
  if (account === null) return { namespace: 'elsewhere', suggested: null }
  const isMissing = name.namespace.toLowerCase() === DEFAULT_NAMESPACE
  if (account.state !== 'signed_in') return { namespace: isMissing ? 'missing' : 'unknown', suggested: null }
  if (name.namespace.toLowerCase() === account.name.toLowerCase()) return { namespace: 'own', suggested: null }
  const suggested = parseName(fullName({ ...name, namespace: account.name }))
  const isName = !isFault(suggested) && suggested.namespace === account.name
  return { namespace: isMissing ? 'missing' : 'other', suggested: isName ? suggested : null }
}

/** What a server tells of one of its models. */
interface KnownModel {
  digest: string | null
  /** Bytes of all layers and the config. */
  size: number | null
  /** SHA-256 in hex of its weights. */
  weights: string | null
}

/**
 * Whether a registry's manifest has the same weights and the same size as a model. The digest differs right after a
 * push, which drops the final newline of the manifest, so that nothing more is known without the server's own file.
 */
function isAlike({ size, weights }: KnownModel, { config, layers }: FoundManifest): boolean {
  const sum = [...layers, config].reduce((bytes, layer) => bytes + layer.size, 0)
  return sum === size && layers.some(({ digest }) => digest === `sha256:${weights}`)
}

/**
 * What a registry has under the name of a push, and what is left to send.
 *
 * @param manifest `null` if the registry shows none; `undefined` if it is unknown what it has
 * @param hasAll whether the server has every layer of a manifest that is alike
 */
export function publishedOf(
  model: KnownModel,
  manifest: FoundManifest | null | undefined,
  hasAll: boolean,
): { published: PushPreview['published']; toSend: Amount } {
  const { digest, size, weights } = model
  if (manifest && manifest.digest === digest) return { published: 'same', toSend: { bytes: 0, exactness: 'exact' } }
  const there = manifest?.layers.find((layer) => layer.digest === `sha256:${weights}`)?.size ?? 0
  return {
    published: manifest ? (hasAll ? 'alike' : 'other') : manifest === null ? 'none' : 'unknown',
    // Layers of other tags, or of private models, may be there as well.
    toSend:
      size === null ? { bytes: 0, exactness: 'unknown' } : { bytes: Math.max(0, size - there), exactness: 'at_most' },
  }
}
