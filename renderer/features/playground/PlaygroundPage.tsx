import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui/index.ts'

export function PlaygroundPage() {
  const { t } = useTranslation()
  return (
    <Page>
      <PageHeader title={t('playground.title')} />
    </Page>
  )
}
