import type { Model } from '#shared/contract/library.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'

/** The models that a server can hold in memory, by name: no stubs of cloud models, none that Corral leaves alone. */
export function loadable(models: readonly Model[]): Model[] {
  return models
    .filter(({ cloud, readOnly }) => cloud === null && !readOnly)
    .sort((a, b) => naturalCompare(a.name, b.name))
}
