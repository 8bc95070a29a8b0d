import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Settings } from '#shared/contract/settings.ts'
import type { Info } from '#shared/contract/system.ts'
import { useClient } from '../core.tsx'
import { queryKeys } from '../query-keys.ts'

export const settingsQuery = (client: CorralClient) =>
  queryOptions({
    queryKey: queryKeys.settings,
    queryFn: ({ signal }) => client.settings.get(undefined, { signal }),
    staleTime: Infinity,
  })

export const infoQuery = (client: CorralClient) =>
  queryOptions({
    queryKey: queryKeys.info,
    queryFn: ({ signal }) => client.system.info(undefined, { signal }),
    staleTime: Infinity,
  })

export function useSettings(): Settings | undefined {
  return useQuery(settingsQuery(useClient())).data
}

/** Changes the given settings; the page shows the change once the core has saved it. */
export function useChangeSettings() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (change: Partial<Settings>) => client.settings.update(change),
    onSuccess: (settings) => cache.setQueryData(queryKeys.settings, settings),
  })
}

/** Facts about Corral, which do not change during a run, and its notices; the core announces their changes. */
export function useInfo(): Info | undefined {
  return useQuery(infoQuery(useClient())).data
}
