import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Host } from '#shared/contract/hosts.ts'
import { LocalDown } from '../../features/welcome/WelcomePage.tsx'
import { ProblemView } from '../../ui/index.ts'
import { useClient } from '../core.tsx'
import { useReport } from '../report.ts'

/** Stands in the place of everything a host would tell while it does not answer. */
export function OfflineHost({ host }: { host: Host }) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const check = useMutation({ mutationFn: () => report(client.hosts.check({ hostId: host.id })) })
  const problem = host.problem ?? { code: 'unreachable', params: { server: host.url }, retryable: true }
  if (host.kind === 'local')
    return <LocalDown problem={problem} onCheck={() => check.mutate()} checking={check.isPending} />
  return (
    <div className="flex h-full">
      <ProblemView
        problem={problem}
        size="page"
        onRetry={() => check.mutate()}
        retrying={check.isPending}
        retryLabel={check.isPending ? t('common.offline.checking') : t('common.offline.check')}
      >
        <p className="mt-14 text-ink-2">{t('common.offline.other')}</p>
      </ProblemView>
    </div>
  )
}
