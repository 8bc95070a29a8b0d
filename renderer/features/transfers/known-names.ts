import { useQuery } from '@tanstack/react-query'
import type { Host } from '#shared/contract/hosts.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { readModels } from '#shared/domain/models.ts'
import { useClient } from '../../app/core.tsx'
import { useHostNames } from '../../app/data/hosts.ts'
import { useModels, useModelsLastSeen } from '../../app/data/models.ts'
import { useTransfers } from '../../app/data/transfers.ts'
import { queryKeys } from '../../app/query-keys.ts'
import type { KnownNames } from './names.ts'
import { useRecentPulls } from './recent.ts'

const pulled = (list: readonly Transfer[]) => list.filter(({ kind }) => kind === 'pull').map(({ name }) => name)

/** Names to suggest for a pull to a host. Asks no registry, and no other host: their lists are those last seen. */
export function useKnownNames(host: Host): KnownNames {
  const client = useClient()
  const models = useModels(host.id, host.reach === 'up').data ?? []
  useModelsLastSeen(host.id)
  const others = (useHostNames()?.hosts ?? []).map(({ id }) => id).filter((id) => id !== host.id)
  const elsewhere = useQuery({
    queryKey: [...queryKeys.hosts, 'names', ...others],
    queryFn: async ({ signal }) => {
      const lists = await Promise.all(others.map((hostId) => client.hosts.lastSeen({ hostId }, { signal })))
      const listed = lists.flatMap((list) => (list === null ? [] : readModels(list.models)))
      return listed.filter(({ readOnly }) => !readOnly).map(({ name }) => name)
    },
    staleTime: 0,
    gcTime: 0,
  }).data
  const recent = useRecentPulls((pulls) => pulls.names)
  return {
    here: models.filter(({ readOnly }) => !readOnly).map(({ name }) => name),
    recent: [...recent, ...useTransfers(pulled)],
    elsewhere: elsewhere ?? [],
  }
}
