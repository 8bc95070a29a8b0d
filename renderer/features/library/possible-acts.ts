import type { Model } from '#shared/contract/library.ts'
import type { Loaded } from '#shared/contract/running.ts'

/** Acts on a model beyond looking at it. */
export type ModelAct = 'memory' | 'try' | 'play' | 'pull' | 'copy' | 'rename' | 'push' | 'remove'

/**
 * Whether the act is possible: none on a model tagged `:local`, as the server would apply it to another tag; no
 * load or push of a cloud model's stub; no prompt to a model that does not report completion; no embedding with a model that does not report this capability.
 */
export function isPossible(act: ModelAct, model: Pick<Model, 'readOnly' | 'cloud' | 'capabilities'>): boolean {
  if (model.readOnly) return false
  if (act === 'try') return model.capabilities?.includes('completion') !== false && model.cloud?.gone !== true
  if (act === 'play' && model.capabilities?.includes('embedding') === false) return false
  return model.cloud === null || !['memory', 'push', 'play'].includes(act)
}

/**
 * The name under which a model is in memory, or `null`. Copies share a runner, which is listed under the name
 * that loaded it. A cloud stub is never in memory.
 */
export function loadedAs(
  model: { name: string; digest: string | null; cloud: unknown },
  running: readonly Pick<Loaded, 'name' | 'digest'>[],
): string | null {
  if (model.cloud !== null) return null
  const exact = running.find(({ name }) => name === model.name)
  if (exact || model.digest === null) return exact?.name ?? null
  return running.find(({ digest }) => digest === model.digest)?.name ?? null
}

/** The models that a server can load, in their order: without cloud stubs and read-only ones. */
export function loadable(models: readonly Model[]): Model[] {
  return models.filter(({ cloud, readOnly }) => cloud === null && !readOnly)
}
