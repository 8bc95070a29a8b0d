import { useTranslation } from 'react-i18next'
import { useFormat } from '../../app/i18n.ts'
import { Field, Select } from '../../ui/index.ts'
import type { SectionProps } from './Appearance.tsx'
import { Row } from './Row.tsx'

const ways = ['on', 'ask', 'off'] as const
const DAYS = [1, 7, 14, 30, 90, 180, 365]
const NEVER = 'never'

/** Whether deleting uses the bin, and when it and the kept versions are emptied by themselves. */
export function Bin({ settings, change }: SectionProps) {
  const { t } = useTranslation()
  return (
    <Row id="bin" title={t('settings.bin.title')} text={t('settings.bin.text')}>
      <Select
        label={t('settings.bin.title')}
        // Until a choice is made the bin is used, and the first delete says so.
        value={settings.bin ?? 'on'}
        items={ways.map((value) => ({ value, label: t(`settings.bin.${value}`) }))}
        onValueChange={(bin) => change({ bin })}
      />
      <Days label={t('settings.bin.days')} value={settings.binDays} onValueChange={(binDays) => change({ binDays })} />
      <Days
        label={t('settings.bin.keptDays')}
        value={settings.keptDays}
        onValueChange={(keptDays) => change({ keptDays })}
      />
    </Row>
  )
}

interface DaysProps {
  label: string
  /** `null` for never. */
  value: number | null
  onValueChange: (value: number | null) => void
}

function Days({ label, value, onValueChange }: DaysProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const days = value === null || DAYS.includes(value) ? DAYS : [...DAYS, value].sort((a, b) => a - b)
  return (
    <Field label={label}>
      <Select
        value={value === null ? NEVER : String(value)}
        items={[
          ...days.map((n) => ({
            value: String(n),
            label: t('settings.bin.afterDays', { count: n, value: format.count(n) }),
          })),
          { value: NEVER, label: t('settings.bin.never') },
        ]}
        onValueChange={(next) => onValueChange(next === NEVER ? null : Number(next))}
      />
    </Field>
  )
}
