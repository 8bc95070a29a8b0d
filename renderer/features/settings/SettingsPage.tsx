import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '#shared/contract/settings.ts'
import type { Notice } from '#shared/contract/system.ts'
import { languages } from '#shared/i18n/index.ts'
import { useChangeSettings, useInfo, useSettings } from '../../app/data/settings.ts'
import { problemOf } from '../../host/index.ts'
import { Card, CopyButton, Page, PageHeader, ProblemView, Segmented, Select, Skeleton } from '../../ui/index.ts'
import { KeepAlive } from './KeepAlive.tsx'

export function SettingsPage() {
  const { t } = useTranslation()
  const settings = useSettings()
  const change = useChangeSettings()
  return (
    <Page>
      <PageHeader title={t('settings.title')} subtitle={t('settings.subtitle')} />
      <div className="-m-4 flex min-h-0 flex-1 flex-col gap-10 overflow-y-auto p-4">
        {change.isError ? <ProblemView problem={problemOf(change.error)} className="max-w-720" /> : null}
        <Card className="w-full max-w-720 divide-y divide-line">
          {settings === undefined ? (
            <Skeleton className="m-14 h-120" />
          ) : (
            <Choices settings={settings} change={(next) => change.mutate(next)} />
          )}
        </Card>
        <About />
      </div>
    </Page>
  )
}

function Row({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-24 p-14">
      <div className="w-240 shrink-0">
        <h2 className="font-semibold">{title}</h2>
        {text === undefined ? null : <p className="text-caption text-ink-2">{text}</p>}
      </div>
      <div className="flex min-w-0 flex-1 flex-col items-start gap-8">{children}</div>
    </div>
  )
}

function Choices({ settings, change }: { settings: Settings; change: (next: Partial<Settings>) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Row title={t('settings.theme')}>
        <Segmented
          label={t('settings.theme')}
          value={settings.theme}
          onValueChange={(theme) => change({ theme })}
          items={(['system', 'light', 'dark'] as const).map((theme) => ({
            value: theme,
            label: t(`settings.themes.${theme}`),
          }))}
        />
      </Row>
      <Row title={t('settings.language')}>
        <Select
          label={t('settings.language')}
          className="w-200"
          value={settings.language}
          onValueChange={(language) => change({ language })}
          items={[
            { value: 'system', label: t('settings.languageSystem') },
            ...languages.map(({ tag, name }) => ({ value: tag, label: name })),
          ]}
        />
      </Row>
      <Row title={t('settings.keepAlive.title')} text={t('settings.keepAlive.text')}>
        <KeepAlive value={settings.keepAlive} onChange={(keepAlive) => change({ keepAlive })} />
      </Row>
    </>
  )
}

function About() {
  const { t } = useTranslation()
  const info = useInfo()
  if (info === undefined) return null
  return (
    <Card className="w-full max-w-720 divide-y divide-line">
      {info.notices.map((notice) => (
        <SetAside key={notice.kept} notice={notice} />
      ))}
      <Row title={t('settings.dataFolder.title')} text={t('settings.dataFolder.text')}>
        <div className="flex w-full items-center gap-6">
          <code className="selectable min-w-0 flex-1 font-mono text-code wrap-anywhere">{info.dataFolder}</code>
          <CopyButton text={info.dataFolder} label={t('settings.dataFolder.copy')} />
        </div>
      </Row>
      <Row title={t('settings.version')}>
        <span className="selectable figures">{t('settings.versionText', { version: info.version })}</span>
      </Row>
    </Card>
  )
}

/** A file of the data folder that could not be read: nothing of it was thrown away. */
function SetAside({ notice }: { notice: Notice }) {
  const { t } = useTranslation()
  return (
    <div className="flex items-start gap-10 bg-warning-soft p-14">
      <TriangleAlert aria-hidden className="mt-2 shrink-0 text-warning" />
      <div className="min-w-0">
        <p className="font-semibold">{t(`settings.notice.${notice.code}`, { file: notice.file })}</p>
        <p className="text-ink-2">{t('settings.notice.kept')}</p>
        <code className="selectable font-mono text-code wrap-anywhere">{notice.kept}</code>
      </div>
    </div>
  )
}
