import { useTranslation } from 'react-i18next'
import type { Settings } from '#shared/contract/settings.ts'
import { formatBytes } from '#shared/domain/format.ts'
import { languages } from '#shared/i18n/index.ts'
import { Card, Segmented, Select } from '../../ui/index.ts'
import { Row } from './Row.tsx'

export interface SectionProps {
  settings: Settings
  change: (next: Partial<Settings>) => void
}

/** Example for the units, in bytes: about the size of a model with 32 billion parameters. */
const EXAMPLE = 20_201_253_588

export function Appearance({ settings, change }: SectionProps) {
  const { t, i18n } = useTranslation()
  const example = (units: Settings['units']) => formatBytes(EXAMPLE, i18n.language, units)
  return (
    <Card className="w-full max-w-720 divide-y divide-line">
      <Row id="theme" title={t('settings.theme')}>
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
      <Row id="density" title={t('settings.density.title')} text={t('settings.density.text')}>
        <Segmented
          label={t('settings.density.title')}
          value={settings.density}
          onValueChange={(density) => change({ density })}
          items={(['comfortable', 'compact'] as const).map((density) => ({
            value: density,
            label: t(`settings.density.${density}`),
          }))}
        />
      </Row>
      <Row id="motion" title={t('settings.motion.title')} text={t('settings.motion.text')}>
        <Segmented
          label={t('settings.motion.title')}
          value={settings.motion}
          onValueChange={(motion) => change({ motion })}
          items={(['system', 'reduced'] as const).map((motion) => ({
            value: motion,
            label: t(`settings.motion.${motion}`),
          }))}
        />
      </Row>
      <Row id="language" title={t('settings.language')}>
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
      <Row id="units" title={t('settings.units.title')} text={t('settings.units.text')}>
        <Segmented
          label={t('settings.units.title')}
          value={settings.units}
          onValueChange={(units) => change({ units })}
          items={(['decimal', 'binary'] as const).map((units) => ({
            value: units,
            label: t(`settings.units.${units}`),
          }))}
        />
        <p className="figures text-caption text-ink-2">
          {t('settings.units.example', { decimal: example('decimal'), binary: example('binary') })}
        </p>
      </Row>
    </Card>
  )
}
