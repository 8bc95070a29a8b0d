import { useQuery } from '@tanstack/react-query'
import memoizeOne from 'memoize-one'
import type { HostUpdates, ModelUpdate } from '#shared/contract/updates.ts'
import { useClient } from '../core.tsx'
import { queryKeys } from '../query-keys.ts'

/** What is known about newer versions of the models of a host. It asks no registry; the core announces changes. */
export function useUpdates(hostId: string): HostUpdates | undefined {
  const client = useClient()
  return useQuery({
    queryKey: queryKeys.updates(hostId),
    queryFn: ({ signal }) => client.updates.of({ hostId }, { signal }),
    staleTime: Infinity,
  }).data
}

/** By name, as the server lists it. */
export const updatesByName = memoizeOne(
  (updates: HostUpdates | undefined): ReadonlyMap<string, ModelUpdate> =>
    new Map(updates?.models.map((update) => [update.name, update])),
)
