import type { Model } from '#shared/contract/library.ts'
import type { Loaded } from '#shared/contract/running.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'

/** Acts on a model beyond looking at it. */
export type ModelAct = 'memory' | 'play' | 'pull' | 'copy' | 'rename' | 'push' | 'remove'

/**
 * Whether the server can do this to the model: nothing to one tagged `:local`, since it would hit another
 * tag, neither load nor push to a stub of a cloud model, and no embedding to one that says it does none.
 */
export function isPossible(act: ModelAct, model: Pick<Model, 'readOnly' | 'cloud' | 'capabilities'>): boolean {
  if (model.readOnly) return false
  if (act === 'play' && model.capabilities?.includes('embedding') === false) return false
  return model.cloud === null || !['memory', 'push', 'play'].includes(act)
}

/**
 * The name under which a model is in memory, or `null`. A copy has the same runner as its original,
 * listed under whichever name loaded it; a cloud stub is never in memory.
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

/** The models that a server can hold in memory, by name: no stubs of cloud models, none that Corral leaves alone. */
export function loadable(models: readonly Model[]): Model[] {
  return models
    .filter(({ cloud, readOnly }) => cloud === null && !readOnly)
    .sort((a, b) => naturalCompare(a.name, b.name))
}
