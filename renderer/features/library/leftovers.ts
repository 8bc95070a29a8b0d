import type { Model } from '#shared/contract/library.ts'

/** The namespace of the names through which Corral takes a change of letter case. */
const NAMESPACE = 'corral-rename/'

/** Models that an interrupted rename left under a name of its own. */
export function leftovers(models: readonly Model[]): readonly Model[] {
  return models.filter(({ name }) => name.startsWith(NAMESPACE))
}
