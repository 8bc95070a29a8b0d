import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { lazyComponent } from '../../app/lazy-component.tsx'
import { Card, Checkbox, Skeleton } from '../../ui/index.ts'
import type { SectionProps } from './Appearance.tsx'
import { Bin } from './Bin.tsx'
import { KeepAlive } from './KeepAlive.tsx'
import { MeasuredMemory } from './MeasuredMemory.tsx'
import { Row } from './Row.tsx'

const PresetsList = lazyComponent(async () => (await import('./PresetsList.tsx')).PresetsList, 'presets')

export function Models({ settings, change }: SectionProps) {
  const { t } = useTranslation()
  return (
    <Card className="w-full max-w-720 divide-y divide-line">
      <Row id="keepAlive" title={t('settings.keepAlive.title')} text={t('settings.keepAlive.text')}>
        <KeepAlive value={settings.keepAlive} onChange={(keepAlive) => change({ keepAlive })} />
      </Row>
      <Row id="confirm" title={t('settings.confirm.title')} text={t('settings.confirm.text')}>
        <Checkbox
          checked={settings.confirmUnloadAll}
          onCheckedChange={(confirmUnloadAll) => change({ confirmUnloadAll })}
        >
          {t('settings.confirm.unloadAll')}
        </Checkbox>
      </Row>
      <Bin settings={settings} change={change} />
      <Row id="presets" title={t('settings.presets.title')} text={t('settings.presets.text')}>
        <Suspense fallback={<Skeleton className="h-28 w-120" />}>
          <PresetsList />
        </Suspense>
      </Row>
      <MeasuredMemory />
    </Card>
  )
}
