import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Model } from '#shared/contract/library.ts'
import { readModels } from '#shared/domain/models.ts'
import { useClient } from '../core.tsx'
import { queryKeys } from '../query-keys.ts'

/** Models change behind our back (`ollama pull` in a terminal), so the list is read again when looked at after this long. */
const MODELS_STALE = 30_000

interface Listing {
  revision: string
  models: Model[]
  /** Rows of the server's list that could not be read. */
  leftOut: number
}

const modelsOf = ({ models }: Listing) => models
const leftOutOf = ({ leftOut }: Listing) => leftOut

/**
 * Begins with the list that was read last, in this run or the one before, so that there is something to see
 * while a server takes its time or is not yet known to answer.
 */
export async function beginWithLastList(client: CorralClient, cache: QueryClient, hostId: string): Promise<void> {
  const queryKey = queryKeys.modelList(hostId)
  if (cache.getQueryData(queryKey) !== undefined) return
  const { models } = await client.library.lastList({ hostId })
  if (models === null || cache.getQueryData(queryKey) !== undefined) return
  // Long out of date: it is read anew as soon as that can be.
  cache.setQueryData<Listing>(queryKey, { revision: '', models: readModels(models), leftOut: 0 }, { updatedAt: 1 })
}

export function useLastList(hostId: string | null): void {
  const client = useClient()
  const cache = useQueryClient()
  useEffect(() => {
    // Without it the list comes a little later.
    if (hostId !== null) beginWithLastList(client, cache, hostId).catch(() => {})
  }, [client, cache, hostId])
}

/** The models of a host by name; the same array until they change. `enabled` false leaves the server alone. */
export function useModels(hostId: string | null, enabled = true) {
  return useListing(hostId, enabled, modelsOf)
}

/** How many rows of the list that was read last could not be read. */
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
