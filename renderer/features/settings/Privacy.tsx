import { useTranslation } from 'react-i18next'
import { Card, Checkbox } from '../../ui/index.ts'
import type { SectionProps } from './Appearance.tsx'
import { Row } from './Row.tsx'

/** What Corral itself may ask others on the internet, and the system about other programs. */
export function Privacy({ settings, change }: SectionProps) {
  const { t } = useTranslation()
  return (
    <Card className="w-full max-w-720 divide-y divide-line">
      <Row id="askRegistries" title={t('settings.askRegistries.title')} text={t('settings.askRegistries.text')}>
        <Checkbox checked={settings.askRegistries} onCheckedChange={(askRegistries) => change({ askRegistries })}>
          {t('settings.askRegistries.allow')}
        </Checkbox>
        <p className="text-caption text-ink-2">{t('settings.askRegistries.when')}</p>
      </Row>
      <Row
        id="checkModelUpdates"
        title={t('settings.checkModelUpdates.title')}
        text={t('settings.checkModelUpdates.text')}
      >
        <Checkbox
          checked={settings.checkModelUpdates}
          onCheckedChange={(checkModelUpdates) => change({ checkModelUpdates })}
        >
          {t('settings.checkModelUpdates.allow')}
        </Checkbox>
        <p className="text-caption text-ink-2">{t('settings.checkModelUpdates.when')}</p>
      </Row>
      <Row id="nameClients" title={t('settings.nameClients.title')} text={t('settings.nameClients.text')}>
        <Checkbox checked={settings.nameClients} onCheckedChange={(nameClients) => change({ nameClients })}>
          {t('settings.nameClients.allow')}
        </Checkbox>
        <p className="text-caption text-ink-2">{t('settings.nameClients.when')}</p>
      </Row>
    </Card>
  )
}
