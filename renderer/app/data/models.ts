import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Model } from '#shared/contract/library.ts'
import { readModels } from '#shared/domain/models.ts'
import { useClient } from '../core.tsx'
import { queryKeys } from '../query-keys.ts'

/** Other clients change models without notice (`ollama pull` in a terminal), so an older list is read again, in milliseconds. */
const MODELS_STALE = 30_000

export interface Listing {
  revision: string
  models: Model[]
  /** Number of rows of the server's list that could not be read. */
  leftOut: number
  /** Of a list that the core kept: when it was read, and how many models it had. */
  kept?: { at: number; total: number }
}

const modelsOf = ({ models }: Listing) => models
const leftOutOf = ({ leftOut }: Listing) => leftOut

/**
 * Puts the list that was read last, in this run or an earlier one, into the cache, so that it can be shown before the
 * server has answered and while it is down. Returns whether there is one.
 */
export async function beginWithLastSeen(client: CorralClient, cache: QueryClient, hostId: string): Promise<boolean> {
  const queryKey = queryKeys.modelList(hostId)
  if (cache.getQueryData(queryKey) !== undefined) return true
  const seen = await client.hosts.lastSeen({ hostId })
  if (cache.getQueryData(queryKey) !== undefined) return true
  if (seen === null) return false
  const { at, total, models } = seen
  // Marked as stale, so that it is read again as soon as possible.
  cache.setQueryData<Listing>(
    queryKey,
    { revision: '', models: readModels(models), leftOut: 0, kept: { at, total } },
    { updatedAt: 1 },
  )
  return true
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

const yes = () => true

/** Whether a list of the host is known, of now or of an earlier time. */
export function useHasModels(hostId: string): boolean {
  return useListing(hostId, false, yes).data ?? false
}

/** Number of rows of the newest list that could not be read. */
export function useLeftOut(hostId: string): number {
  return useListing(hostId, false, leftOutOf).data ?? 0
}

const keptOf = ({ kept }: Listing) => kept ?? null

/** When the newest list was read, and how many models it had if not all of them are kept. */
export function useListReadAt(hostId: string): { at: number; total: number | null } {
  const { data, dataUpdatedAt } = useListing(hostId, false, keptOf)
  return data ?? { at: dataUpdatedAt, total: null }
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
