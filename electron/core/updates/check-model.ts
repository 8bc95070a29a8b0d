import type { Host } from '#shared/contract/hosts.ts'
import { changedKinds, versionLayers, versionVerdict } from '#shared/domain/versions.ts'
import { distinctLayers } from '#shared/ollama/manifest.ts'
import type { Tag } from '#shared/ollama/tags.ts'
import type { Clock } from '../platform.ts'
import { problemOf, ProblemError } from '../problem.ts'
import type { FoundManifest, RegistryClient, RegistryModel } from '../registry/registry.ts'
import { amountsOf } from '../transfers/pull-plan.ts'
import { askable } from './askable.ts'
import { readInstalled, type Sources } from './compare.ts'
import type { Pauses } from './pauses.ts'
import type { Verdict } from './updates-format.ts'

/** A listed model to check, whose digest is known. */
export interface Target {
  host: Host
  tag: Tag & { digest: string }
  /** All that the server lists. */
  tags: readonly Tag[]
  /** Plain http to the registry. */
  insecure: boolean
  /** Whether it has its name by an act of Corral, see `createdOn`. */
  isCreated: boolean
  /** What was found before, of whatever version. */
  before: Verdict | undefined
}

/** Asks a registry, unless it is paused, and pauses it if it cannot or will not answer. */
export async function askRegistry(
  registry: Pick<RegistryClient, 'manifest'>,
  pauses: Pauses,
  model: RegistryModel,
  signal?: AbortSignal,
): Promise<FoundManifest> {
  pauses.throwIfPaused(model.base)
  try {
    const found = await registry.manifest(model, signal)
    pauses.answered(model.base)
    return found
  } catch (error) {
    if (error instanceof ProblemError) pauses.failed(model.base, error.problem)
    throw error
  }
}

/** Compares one model with what its registry has. Throws only `cancelled`. */
export async function checkModel(
  { registry, pauses, clock, ...sources }: Sources & { registry: RegistryClient; pauses: Pauses; clock: Clock },
  { host, tag, tags, insecure, isCreated, before }: Target,
  signal: AbortSignal,
): Promise<Verdict> {
  const { name, digest } = tag
  const none = { name, digest, reason: null, registryDigest: null, changes: [], toFetch: null, problem: null }
  const model = isCreated ? 'created' : askable(host, tag, insecure)
  if (typeof model === 'string') return { ...none, verdict: 'not_asked', reason: model, checkedAt: null }
  try {
    const newer = await askRegistry(registry, pauses, model, signal)
    const checkedAt = clock.now()
    const told = { ...none, checkedAt, registryDigest: newer.digest }
    if (newer.digest === digest) return { ...told, verdict: 'current' }
    const installed = await readInstalled(sources, { hostId: host.id, name, digest }, tags, newer, signal)
    const verdict = versionVerdict(installed, newer)
    if (verdict === 'current' || verdict === 'probably_current') return { ...told, verdict }
    const layers = distinctLayers(newer).map((layer) => ({
      ...layer,
      isPresent: installed.present.get(layer.digest) ?? null,
    }))
    const { toFetch } = amountsOf(layers, new Set())
    return { ...told, verdict, changes: changedKinds(versionLayers(installed, newer)), toFetch }
  } catch (error) {
    const problem = problemOf(error)
    const checkedAt = clock.now()
    switch (problem.code) {
      case 'cancelled':
        throw error
      case 'unknown_model': {
        // It stays retired at the checks that follow.
        const registryDigest = before?.registryDigest ?? null
        return { ...none, checkedAt, registryDigest, verdict: registryDigest === null ? 'not_in_registry' : 'retired' }
      }
      case 'registry_gated':
        return { ...none, checkedAt, verdict: 'private' }
      default:
        return before?.digest === digest && before.verdict !== 'not_asked'
          ? { ...before, problem }
          : { ...none, checkedAt: null, verdict: 'failed', problem }
    }
  }
}
