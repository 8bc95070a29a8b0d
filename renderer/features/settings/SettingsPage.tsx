import { useTranslation } from 'react-i18next'
import { useChangeSettings, useSettings } from '../../app/data/settings.ts'
import { inWindow, problemOf } from '../../host/index.ts'
import { Card, Page, PageHeader, ProblemView, Skeleton } from '../../ui/index.ts'
import { AboutCorral } from './AboutCorral.tsx'
import { Appearance } from './Appearance.tsx'
import { Desktop } from './Desktop.tsx'
import { Portable } from '../portable/Portable.tsx'
import { Models } from './Models.tsx'
import { Privacy } from './Privacy.tsx'
import { Transfers } from './Transfers.tsx'

export function SettingsPage() {
  const { t } = useTranslation()
  const settings = useSettings()
  const { mutate: change, error } = useChangeSettings()
  return (
    <Page>
      <PageHeader title={t('settings.title')} subtitle={t('settings.subtitle')} />
      <div
        data-arrival
        tabIndex={-1}
        className="-m-4 flex min-h-0 flex-1 flex-col gap-10 overflow-y-auto p-4 -outline-offset-2"
      >
        {error ? <ProblemView problem={problemOf(error)} className="max-w-720" /> : null}
        {settings === undefined ? (
          <Card className="w-full max-w-720">
            <Skeleton className="m-14 h-240" />
          </Card>
        ) : (
          <>
            <Appearance settings={settings} change={change} />
            <Models settings={settings} change={change} />
            <Transfers settings={settings} change={change} />
            <Privacy settings={settings} change={change} />
            {inWindow ? <Desktop settings={settings} change={change} /> : null}
          </>
        )}
        <Portable />
        <AboutCorral />
      </div>
    </Page>
  )
}
