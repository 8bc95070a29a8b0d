import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui/index.ts'

export function RunningPage() {
  const { t } = useTranslation()
  return (
    <Page>
      <PageHeader title={t('running.title')} />
    </Page>
  )
}
