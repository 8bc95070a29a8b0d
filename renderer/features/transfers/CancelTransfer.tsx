import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { useClient } from '../../app/core.tsx'
import { useReport } from '../../app/report.ts'
import { Button } from '../../ui/index.ts'

/** Cancels a transfer; its hint says what is kept. */
export function CancelTransfer({ id, kind }: Pick<Transfer, 'id' | 'kind'>) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const hint = t(kind === 'pull' ? 'transfers.cancel' : 'transfers.cancelPush')
  return (
    <Button title={hint} onClick={() => void report(client.transfers.cancel({ id }))}>
      {t('common.act.cancel')}
    </Button>
  )
}
