import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../ui/index.ts'
import { Disclosure } from './Disclosure.tsx'

export interface AdvancedOptions {
  insecure: boolean
  silent: boolean
}

export const plainOptions: AdvancedOptions = { insecure: false, silent: false }

const options = ['insecure', 'silent'] as const

/** Rarely used options, collapsed: plain http, and no progress. */
export function Advanced({
  value,
  onValueChange,
}: {
  value: AdvancedOptions
  onValueChange: (value: AdvancedOptions) => void
}) {
  const { t } = useTranslation()
  return (
    <Disclosure title={t('transfers.advanced.title')}>
      {options.map((option) => (
        <Checkbox
          key={option}
          checked={value[option]}
          onCheckedChange={(checked) => onValueChange({ ...value, [option]: checked })}
        >
          {t(`transfers.advanced.${option}`)}
          <span className="block text-caption text-ink-2">{t(`transfers.advanced.${option}Hint`)}</span>
        </Checkbox>
      ))}
    </Disclosure>
  )
}
