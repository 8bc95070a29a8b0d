import { useMutation, useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'
import { Button } from '../../ui/index.ts'
import { Row } from './Row.tsx'

/** How many loads were measured, and the act that forgets them. */
export function MeasuredMemory() {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useClient()
  const report = useReport()
  const { data } = useQuery({
    queryKey: [...queryKeys.measured, 'count'],
    queryFn: ({ signal }) => client.measured.count(undefined, { signal }),
  })
  const forget = useMutation({ mutationFn: () => report(client.measured.forget()) })
  const loads = data?.loads ?? 0
  return (
    <Row id="measuredMemory" title={t('settings.measuredMemory.title')} text={t('settings.measuredMemory.text')}>
      <div className="flex flex-wrap items-center gap-x-12 gap-y-6">
        <Button icon={Trash2} disabled={loads === 0} busy={forget.isPending} onClick={() => forget.mutate()}>
          {t('settings.measuredMemory.forget')}
        </Button>
        {data && (
          <p role="status" className="figures text-caption text-ink-2">
            {loads === 0
              ? t('settings.measuredMemory.none')
              : t('settings.measuredMemory.loads', { count: loads, value: format.count(loads) })}
          </p>
        )}
      </div>
    </Row>
  )
}
