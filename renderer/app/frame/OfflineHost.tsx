import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { HostFix } from '../../features/hosts/HostFix.tsx'
import { LastSeenList } from '../../features/hosts/LastSeenList.tsx'
import { useLastSeen, type SeenModels } from '../../features/hosts/queries.ts'
import { LocalDown, StartLocal } from '../../features/welcome/WelcomePage.tsx'
import { Page, PageHeader, ProblemView } from '../../ui/index.ts'
import { useClient } from '../core.tsx'
import { useFormat } from '../i18n.ts'
import { useNavigation } from '../navigation.ts'
import { useNow } from '../now.ts'
import { useReport } from '../report.ts'

const MINUTE = 60_000

/**
 * Replaces the page of a host that does not answer. In the library it shows the models that the host listed
 * last.
 */
export function OfflineHost({ host }: { host: Host }) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const inLibrary = useNavigation(({ place }) => place === 'library')
  const seen = useLastSeen(host.id).data
  const check = useMutation({ mutationFn: () => report(client.hosts.check({ hostId: host.id })) })
  const problem = host.problem ?? { code: 'unreachable', params: { server: host.url }, retryable: true }
  const retry = {
    problem,
    onRetry: () => check.mutate(),
    retrying: check.isPending,
    retryLabel: check.isPending ? t('common.offline.checking') : t('common.offline.check'),
  }
  if (inLibrary && seen)
    return (
      <Page>
        <PageHeader title={t('common.places.library')} subtitle={<Facts seen={seen} />} />
        <ProblemView {...retry}>
          {host.kind === 'local' ? (
            <StartLocal className="mt-10 ml-6" />
          ) : (
            <HostFix host={host} className="mt-10 ml-6" />
          )}
        </ProblemView>
        <LastSeenList seen={seen} />
      </Page>
    )
  if (host.kind === 'local')
    return <LocalDown problem={problem} onCheck={() => check.mutate()} checking={check.isPending} />
  return (
    <div className="flex h-full">
      <ProblemView {...retry} size="page">
        <HostFix host={host} className="mt-10 ml-6" />
        <p className="mt-14 text-ink-2">{t('common.offline.other')}</p>
      </ProblemView>
    </div>
  )
}

function Facts({ seen: { at, total, models } }: { seen: SeenModels }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(MINUTE)
  const all = t('common.models', { count: total, value: format.count(total) })
  const facts = t('hosts.lastSeen.facts', { ago: format.ago(at, now), models: all })
  const cut = t('hosts.lastSeen.cut', { shown: format.count(models.length), all: format.count(total) })
  return models.length < total ? t('common.sentences', { first: facts, second: cut }) : facts
}
