import type { Model } from '#shared/contract/library.ts'

/** Acts on a model beyond looking at it. */
export type ModelAct = 'memory' | 'pull' | 'copy' | 'rename' | 'push' | 'remove'

/**
 * Whether the server can do this to the model: nothing to one tagged `:local`, since it would hit another
 * tag, and neither load nor push to a stub of a cloud model.
 */
export function isPossible(act: ModelAct, model: Pick<Model, 'untouchable' | 'cloud'>): boolean {
  if (model.untouchable) return false
  return model.cloud === null || (act !== 'memory' && act !== 'push')
}
