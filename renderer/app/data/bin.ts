import { useQuery } from '@tanstack/react-query'
import type { BinEntry } from '#shared/contract/bin.ts'
import { useClient } from '../core.tsx'
import { queryKeys } from '../query-keys.ts'

/** Other clients change the bin without notice, so an older answer is read again, in milliseconds. */
const STALE = 30_000

const entriesOf = ({ entries }: { entries: BinEntry[] }) => entries

/** How many models this Corral has put into the bin of a host, which is not asked. */
export function useKnownBin(hostId: string, enabled: boolean): number {
  const client = useClient()
  return (
    useQuery({
      queryKey: [...queryKeys.bin(hostId), 'known'],
      queryFn: ({ signal }) => client.bin.known({ hostId }, { signal }),
      enabled,
    }).data?.own ?? 0
  )
}

/** What the bin of a host has and the kept versions of its models, newest first; read again with its list of models. */
export function useBin(hostId: string, enabled = true) {
  const client = useClient()
  return useQuery({
    queryKey: queryKeys.bin(hostId),
    queryFn: ({ signal }) => client.bin.list({ hostId }, { signal }),
    select: entriesOf,
    enabled,
    staleTime: STALE,
    refetchOnWindowFocus: true,
  })
}
