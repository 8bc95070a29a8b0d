import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { isHere } from '#shared/i18n/problem-words.ts'
import { HostFix } from '../../features/hosts/HostFix.tsx'
import { useHostProblem } from '../../features/hosts/queries.ts'
import { LocalDown } from '../../features/welcome/WelcomePage.tsx'
import { ProblemView } from '../../ui/index.ts'
import { useClient } from '../core.tsx'
import { beginWithLastSeen } from '../data/models.ts'
import { useNavigation } from '../navigation.ts'
import { queryKeys } from '../query-keys.ts'

/** Replaces the page of a host that does not answer. The library shows it only if no list of the host is known. */
export function OfflineHost({ host }: { host: Host }) {
  const { t } = useTranslation()
  const client = useClient()
  const inLibrary = useNavigation(({ place }) => place === 'library')
  const cache = useQueryClient()
  const lastSeen = useQuery({
    queryKey: [...queryKeys.host(host.id), 'last-seen', host.url],
    queryFn: () => beginWithLastSeen(client, cache, host.id),
    enabled: inLibrary,
    staleTime: 0,
    gcTime: 0,
  })
  const retry = useHostProblem(host)
  // Until it is known whether there is a list, and then until the library shows it.
  if (inLibrary && (lastSeen.isPending || lastSeen.data)) return null
  if (host.kind === 'local' && isHere(retry.problem))
    return <LocalDown problem={retry.problem} onCheck={retry.onRetry} checking={retry.retrying} />
  return (
    <div className="flex h-full">
      <ProblemView {...retry} size="page">
        <HostFix host={host} className="mt-10 ml-6" />
        <p className="mt-14 text-ink-2">{t('common.offline.other')}</p>
      </ProblemView>
    </div>
  )
}
