import type { Model } from '#shared/contract/library.ts'
import type { Settings } from '#shared/contract/settings.ts'
import { isFault, parseName } from '#shared/ollama/name.ts'

/** Whether a model can be moved to the bin: its digest must prove that it is there, and the server must know its name. */
export function canBeKept({ name, digest }: Pick<Model, 'name' | 'digest'>): boolean {
  return digest !== null && digest !== '' && !isFault(parseName(name))
}

/**
 * How models are deleted: by moving them to the bin, with deleting for good beside it; one of both, none of them
 * preferred; or only for good.
 */
export type Deletion = 'bin' | 'either' | 'good'

export function deletionOf(setting: Settings['bin'], models: readonly Pick<Model, 'name' | 'digest'>[]): Deletion {
  if (setting === 'off' || !models.some(canBeKept)) return 'good'
  return setting === 'ask' ? 'either' : 'bin'
}
