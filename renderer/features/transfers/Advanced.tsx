import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../ui/index.ts'

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
    <details
      className="group"
      // It opens at the end of a dialog and would be out of view.
      onToggle={({ currentTarget }) => currentTarget.open && currentTarget.scrollIntoView({ block: 'nearest' })}
    >
      <summary className="flex w-fit items-center gap-4 rounded-4 text-ink-2 hover:text-ink">
        <ChevronRight size={14} aria-hidden className="transition-transform duration-100 group-open:rotate-90" />
        {t('transfers.advanced.title')}
      </summary>
      <div className="mt-8 flex flex-col gap-8 pl-18">
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
      </div>
    </details>
  )
}
