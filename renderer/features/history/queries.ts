import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { create } from 'zustand'
import type { HistoryFilter } from '#shared/contract/history.ts'
import type { CorralClient } from '#shared/contract/index.ts'
import { useClient } from '../../app/core.tsx'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useModels } from '../../app/data/models.ts'
import { whenIdle } from '../../app/lazy-component.tsx'
import { queryKeys } from '../../app/query-keys.ts'

/** Lines that are read at first, and added each time the end of the list comes near. */
export const PAGE = 100

export const everything: HistoryFilter = { text: '', url: null, model: null, kinds: [] }

interface HistoryState {
  filter: HistoryFilter
  /** The id of the line with the focus, and of the one that is shown. */
  active: string | null
  open: string | null
}

/** What is left when one comes back to the place. */
export const useHistoryState = create<HistoryState>(() => ({ filter: everything, active: null, open: null }))

function listOptions(client: CorralClient, filter: HistoryFilter, limit: number) {
  return queryOptions({
    queryKey: [...queryKeys.history, 'list', filter, limit],
    queryFn: ({ signal }) => client.history.list({ ...filter, limit }, { signal }),
  })
}

export function useHistoryList(filter: HistoryFilter, limit: number) {
  return useQuery({ ...listOptions(useClient(), filter, limit), placeholderData: keepPreviousData })
}

/** Reads the first page while nothing else is to do: what was then is shown at once, and read again. */
export function useHistoryAhead(): void {
  const client = useClient()
  const cache = useQueryClient()
  useEffect(
    () => whenIdle(() => void cache.prefetchQuery({ ...listOptions(client, everything, PAGE), gcTime: Infinity })),
    [client, cache],
  )
}

export function useHistoryEntry(id: string) {
  const client = useClient()
  return useQuery({
    queryKey: [...queryKeys.history, 'entry', id],
    queryFn: ({ signal }) => client.history.entry({ id }, { signal }),
  })
}

/** What can be undone follows the list of models, too. */
export function useFollowModels(): void {
  const cache = useQueryClient()
  const host = useCurrentHost()
  const models = useModels(host?.id ?? null, host?.reach === 'up').data
  useEffect(() => {
    if (models) void cache.invalidateQueries({ queryKey: queryKeys.history })
  }, [cache, models])
}
