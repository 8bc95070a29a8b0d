import { useTranslation } from 'react-i18next'
import { Card, Checkbox, Field, NumberInput, Segmented } from '../../ui/index.ts'
import type { SectionProps } from './Appearance.tsx'
import { Row } from './Row.tsx'
import { TransferSchedule } from './TransferSchedule.tsx'

const LEAST = 1
const MOST = 8

export function Transfers({ settings, change }: SectionProps) {
  const { t } = useTranslation()
  return (
    <Card className="w-full max-w-720 divide-y divide-line">
      <Row
        id="parallelTransfers"
        title={t('settings.parallelTransfers.title')}
        text={t('settings.parallelTransfers.text')}
      >
        <Field
          label={t('settings.parallelTransfers.title')}
          hideLabel
          className="w-full"
          hint={t('settings.parallelTransfers.bandwidth')}
        >
          <NumberInput
            min={LEAST}
            max={MOST}
            value={settings.parallelTransfers}
            onValueChange={(value) => {
              if (value === null) return
              const parallelTransfers = Math.min(MOST, Math.max(LEAST, Math.round(value)))
              if (parallelTransfers !== settings.parallelTransfers) change({ parallelTransfers })
            }}
            className="w-110"
          />
        </Field>
      </Row>
      <Row
        id="transferSchedule"
        title={t('settings.transferSchedule.title')}
        text={t('settings.transferSchedule.text')}
      >
        <TransferSchedule
          value={settings.transferSchedule}
          onChange={(transferSchedule) => change({ transferSchedule })}
        />
      </Row>
      <Row id="stallRescue" title={t('settings.stallRescue.title')} text={t('settings.stallRescue.text')}>
        <Checkbox checked={settings.stallRescue} onCheckedChange={(stallRescue) => change({ stallRescue })}>
          {t('settings.stallRescue.again')}
        </Checkbox>
      </Row>
      <Row
        id="unfinishedTransfers"
        title={t('settings.unfinishedTransfers.title')}
        text={t('settings.unfinishedTransfers.text')}
      >
        <Segmented
          label={t('settings.unfinishedTransfers.title')}
          value={settings.unfinishedTransfers}
          onValueChange={(unfinishedTransfers) => change({ unfinishedTransfers })}
          items={(['resume', 'ask'] as const).map((value) => ({
            value,
            label: t(`settings.unfinishedTransfers.${value}`),
          }))}
        />
        <p className="text-caption text-ink-2">
          {t(`settings.unfinishedTransfers.${settings.unfinishedTransfers}Text`)}
        </p>
      </Row>
    </Card>
  )
}
