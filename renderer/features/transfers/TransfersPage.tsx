import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui/index.ts'

export function TransfersPage() {
  const { t } = useTranslation()
  return (
    <Page>
      <PageHeader title={t('transfers.title')} />
    </Page>
  )
}
