import memoizeOne from 'memoize-one'
import type { Model } from '#shared/contract/library.ts'
import type { Amount } from '#shared/domain/amount.ts'
import { diskUse } from '#shared/domain/sharing.ts'
import { useWeightsOf } from './weights.ts'

const diskUseOf = memoizeOne(diskUse)

/** What all models of a host take on its disk: the one source of this figure, wherever it is shown. */
export function useDiskUse(hostId: string, models: readonly Model[]): { unique: Amount; shared: Amount } {
  return diskUseOf(models, useWeightsOf(hostId))
}
