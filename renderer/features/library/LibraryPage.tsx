import { useTranslation } from 'react-i18next'
import { Page, PageHeader } from '../../ui/index.ts'

export function LibraryPage() {
  const { t } = useTranslation()
  return (
    <Page>
      <PageHeader title={t('library.title')} />
    </Page>
  )
}
