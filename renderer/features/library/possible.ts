import type { Model } from '#shared/contract/library.ts'

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
