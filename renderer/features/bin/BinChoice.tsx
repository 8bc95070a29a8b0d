import { useTranslation } from 'react-i18next'
import { Segmented } from '../../ui/index.ts'

const choices = ['on', 'ask', 'off'] as const
export type BinSetting = (typeof choices)[number]

interface BinChoiceProps {
  value: BinSetting
  onChange: (value: BinSetting) => void
  /** What the bin is and does, for the act at hand. */
  told: string
}

/** Says once that other clients list the names of the bin, and asks whether to use it. The caller saves the choice. */
export function BinChoice({ value, onChange, told }: BinChoiceProps) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col items-start gap-8 rounded-card border border-line bg-soft p-10 text-ink">
      <p>{told}</p>
      <Segmented
        label={t('bin.deleting.choice')}
        value={value}
        onValueChange={onChange}
        items={choices.map((value) => ({ value, label: t(`bin.deleting.choices.${value}`) }))}
      />
    </div>
  )
}
