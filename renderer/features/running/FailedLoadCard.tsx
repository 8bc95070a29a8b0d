import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { FailedLoad } from '#shared/contract/running.ts'
import { useClient } from '../../app/core.tsx'
import { useReport } from '../../app/report.ts'
import { Button, ProblemView } from '../../ui/index.ts'
import { useElapsed } from '../library/memory.ts'

/** A load that failed while no page waited for it. */
export function FailedLoadCard({ hostId, name, failedAt, problem }: FailedLoad & { hostId: string }) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const time = useElapsed(failedAt)
  const dismiss = useMutation({ mutationFn: () => report(client.running.dismissLoad({ hostId, name })) })
  return (
    <ProblemView problem={problem}>
      <p className="figures mt-6 text-caption text-ink-2">{t('running.failedLoad', { name, time })}</p>
      <Button className="mt-10" busy={dismiss.isPending} onClick={() => dismiss.mutate()}>
        {t('common.act.dismiss')}
      </Button>
    </ProblemView>
  )
}
