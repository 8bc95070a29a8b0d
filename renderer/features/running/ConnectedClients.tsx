import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { isLoopback } from '#shared/ollama/host-url.ts'
import { useClient } from '../../app/core.tsx'
import { useHostNames } from '../../app/data/hosts.ts'
import { useSettings } from '../../app/data/settings.ts'
import { useFormat } from '../../app/i18n.ts'
import { queryKeys } from '../../app/query-keys.ts'

const EVERY = 5_000

/** The programs of this computer that are connected to a host of it, if the user wants them named. */
export function ConnectedClients({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const host = useHostNames()?.hosts.find(({ id }) => id === hostId)
  const enabled = useSettings()?.nameClients === true && host !== undefined && isLoopback(host.url)
  const { data } = useQuery({
    enabled,
    queryKey: [...queryKeys.host(hostId), 'clients'],
    queryFn: ({ signal }) => client.running.clients({ hostId }, { signal }),
    refetchInterval: EVERY,
    gcTime: 0,
  })
  if (!enabled || data === undefined) return null
  const names = (data?.programs ?? []).map(({ name, count }) =>
    count === 1 ? name : t('running.clients.several', { name, value: format.count(count) }),
  )
  const unnamed = data?.unnamed ?? 0
  const text =
    data === null
      ? t('running.clients.untold')
      : names.length > 0
        ? t('running.clients.some', { names: format.list(names) })
        : unnamed > 0
          ? null
          : t('running.clients.none')
  const others = unnamed > 0 ? t('running.clients.unnamed', { count: unnamed, value: format.count(unnamed) }) : null
  return <p className="figures text-caption text-ink-2 wrap-anywhere">{format.sentences(text, others)}</p>
}
