import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Model } from '#shared/contract/library.ts'
import { readModels } from '#shared/domain/models.ts'
import { useClient } from '../core.tsx'
import { queryKeys } from '../query-keys.ts'

/** Other clients change models without notice (`ollama pull` in a terminal), so an older list is read again, in milliseconds. */
const MODELS_STALE = 30_000

interface Listing {
  revision: string
  models: Model[]
  /** Number of rows of the server's list that could not be read. */
  leftOut: number
}

const modelsOf = ({ models }: Listing) => models
const leftOutOf = ({ leftOut }: Listing) => leftOut

/**
 * Puts the list that was read last, in this run or an earlier one, into the cache, so that it can be shown
 * before the server has answered.
 */
export async function beginWithLastSeen(client: CorralClient, cache: QueryClient, hostId: string): Promise<void> {
  const queryKey = queryKeys.modelList(hostId)
  if (cache.getQueryData(queryKey) !== undefined) return
  const seen = await client.hosts.lastSeen({ hostId })
  if (seen === null || cache.getQueryData(queryKey) !== undefined) return
  // Marked as stale, so that it is read again as soon as possible.
  cache.setQueryData<Listing>(queryKey, { revision: '', models: readModels(seen.models), leftOut: 0 }, { updatedAt: 1 })
}

export function useModelsLastSeen(hostId: string | null): void {
  const client = useClient()
  const cache = useQueryClient()
  useEffect(() => {
    // Without it the list appears a little later.
    if (hostId !== null) beginWithLastSeen(client, cache, hostId).catch(() => {})
  }, [client, cache, hostId])
}

/** The models of a host, sorted by name; the same array until they change. Asks nothing while `enabled` is false. */
export function useModels(hostId: string | null, enabled = true) {
  return useListing(hostId, enabled, modelsOf)
}

/** Number of rows of the newest list that could not be read. */
export function useLeftOut(hostId: string): number {
  return useListing(hostId, false, leftOutOf).data ?? 0
}

function useListing<Part>(hostId: string | null, enabled: boolean, select: (listing: Listing) => Part) {
  const client = useClient()
  const cache = useQueryClient()
  const queryKey = queryKeys.modelList(hostId ?? '')
  return useQuery({
    queryKey,
    queryFn: async ({ signal }): Promise<Listing> => {
      const before = cache.getQueryData<Listing>(queryKey)
      const input = { hostId: hostId ?? '', revision: before?.revision ?? null }
      const { revision, models, leftOut } = await client.library.list(input, { signal })
      if (models !== null || !before) return { revision, models: readModels(models ?? '[]'), leftOut }
      return leftOut === before.leftOut ? before : { ...before, leftOut }
    },
    select,
    structuralSharing: false,
    enabled: hostId !== null && enabled,
    staleTime: MODELS_STALE,
    refetchOnWindowFocus: true,
  })
}
