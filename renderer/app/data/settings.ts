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

/** Changes what is named; shown once the core has it on disk. */
export function useChangeSettings() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (change: Partial<Settings>) => client.settings.update(change),
    onSuccess: (settings) => cache.setQueryData(queryKeys.settings, settings),
  })
}

/** What Corral is, which does not change while it runs, and its notices, of which a change is announced. */
export function useInfo(): Info | undefined {
  return useQuery(infoQuery(useClient())).data
}
