import { useTranslation } from 'react-i18next'
import { MOST_OPTION } from '#shared/domain/presets.ts'
import type { LoaderOptions } from '#shared/contract/presets.ts'
import { Field, NumberInput, Select } from '../../ui/index.ts'
import { Disclosure } from '../transfers/Disclosure.tsx'

interface LoaderOptionFieldsProps {
  value: LoaderOptions
  disabled: boolean
  onValueChange: (change: LoaderOptions) => void
}

const counts = [
  { option: 'num_batch', least: 1 },
  { option: 'num_thread', least: 1 },
  { option: 'main_gpu', least: 0 },
] as const

/** The rarely used options of the loader, collapsed. What is left empty is left to the server. */
export function LoaderOptionFields({ value, disabled, onValueChange }: LoaderOptionFieldsProps) {
  const { t } = useTranslation()
  const { use_mmap: mapped } = value
  return (
    <Disclosure title={t('presets.advanced')}>
      {counts.map(({ option, least }) => (
        <Field key={option} label={t(`presets.option.${option}.label`)} hint={t(`presets.option.${option}.hint`)}>
          <NumberInput
            value={value[option] ?? null}
            min={least}
            max={MOST_OPTION}
            placeholder={t('running.loadDialog.auto')}
            disabled={disabled}
            onValueChange={(next) => onValueChange({ [option]: next ?? undefined })}
          />
        </Field>
      ))}
      <Field label={t('presets.option.use_mmap.label')} hint={t('presets.option.use_mmap.hint')}>
        <Select
          value={mapped === undefined ? 'auto' : mapped ? 'yes' : 'no'}
          items={[
            { value: 'auto', label: t('running.loadDialog.auto') },
            { value: 'yes', label: t('presets.option.use_mmap.yes') },
            { value: 'no', label: t('presets.option.use_mmap.no') },
          ]}
          disabled={disabled}
          onValueChange={(next) => onValueChange({ use_mmap: next === 'auto' ? undefined : next === 'yes' })}
        />
      </Field>
    </Disclosure>
  )
}
