import type { Inspection } from '#shared/contract/library.ts'

/** The context that a model's Modelfile sets, in tokens; `null` for none. */
export function numCtx({ parameters }: Pick<Inspection, 'parameters'>): number | null {
  const value = parameters.find(({ key }) => key === 'num_ctx')?.values.at(-1)
  return typeof value === 'number' && value > 0 ? value : null
}

/** The contexts of a loaded model in tokens; `null` where unknown or not set. */
export interface Contexts {
  loaded: number | null
  /** `num_ctx` of its preset, which comes before */
  preset: number | null
  /** that of its Modelfile. */
  set: number | null
  trained: number | null
}

/**
 * Why the loaded context is not that of preset or Modelfile, or more than the model was trained for: `limited` by the server
 * to the trained one, `asked` by a client, or `beyond` the trained one. `null` if nothing is to be said.
 */
export function contextNote({ loaded, preset, set, trained }: Contexts): 'limited' | 'asked' | 'beyond' | null {
  if (loaded === null) return null
  if (trained !== null && loaded > trained) return 'beyond'
  const wanted = preset ?? set
  if (wanted === null || loaded === wanted) return null
  return loaded === trained && wanted > trained ? 'limited' : 'asked'
}
