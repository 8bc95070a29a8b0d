import { useQuery } from '@tanstack/react-query'
import type { PullParts, Transfer } from '#shared/contract/transfers.ts'
import { TENSORS } from '#shared/domain/progress.ts'
import { useClient } from '../../app/core.tsx'
import { useIsUp } from '../../app/data/hosts.ts'
import { queryKeys } from '../../app/query-keys.ts'

/** How often parts that must not be touched now are looked at again, in milliseconds. */
const LOOK_AGAIN = 15_000

export const pullPartsKey = ({ id, hostId, attempt }: Transfer) =>
  [...queryKeys.host(hostId), 'pull-parts', id, attempt] as const

/**
 * The part files of a pull that failed or was cancelled; `null` where the model store is not known to be on this
 * computer, and `undefined` for other transfers and while it is not known.
 */
export function usePullParts(transfer: Transfer): PullParts | null | undefined {
  const client = useClient()
  const { id, hostId, kind, state } = transfer
  const enabled = useIsUp(hostId) && kind === 'pull' && (state === 'failed' || state === 'cancelled')
  const { data } = useQuery({
    queryKey: pullPartsKey(transfer),
    queryFn: ({ signal }) => client.transfers.parts({ id }, { signal }),
    enabled,
    staleTime: 0,
    refetchInterval: ({ state: { data: parts } }) => (parts?.refusal?.retryable ? LOOK_AGAIN : false),
  })
  return enabled ? data : undefined
}

/** Whether none of the files that a pull reached is there half. Tensor models do not tell which they reached. */
export function noneIsLeft({ layers }: Pick<Transfer, 'layers'>, parts: PullParts | null | undefined): boolean {
  return parts?.all.files === 0 && layers.length > 0 && layers.every(({ digest }) => digest !== TENSORS)
}
