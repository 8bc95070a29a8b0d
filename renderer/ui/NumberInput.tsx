import { NumberField } from '@base-ui/react/number-field'
import { Minus, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'
import { box } from './Field.tsx'

export interface NumberInputProps {
  value: number | null
  onValueChange: (value: number | null) => void
  min?: number
  max?: number
  step?: number
  placeholder?: string
  disabled?: boolean
  className?: string
}

export function NumberInput({ className, placeholder, ...rest }: NumberInputProps) {
  const { t, i18n } = useTranslation()
  const step = 'flex h-full w-24 items-center justify-center text-ink-2 hover:text-ink disabled:opacity-40'
  return (
    <NumberField.Root {...rest} locale={i18n.language} className={className}>
      <NumberField.Group className={classes(box, 'flex h-28 items-center focus-within:border-accent')}>
        <NumberField.Input
          placeholder={placeholder}
          className="figures h-full w-full min-w-0 bg-transparent px-9 outline-none"
        />
        <NumberField.Decrement className={step} aria-label={t('common.act.decrease')}>
          <Minus size={12} aria-hidden />
        </NumberField.Decrement>
        <NumberField.Increment className={step} aria-label={t('common.act.increase')}>
          <Plus size={12} aria-hidden />
        </NumberField.Increment>
      </NumberField.Group>
    </NumberField.Root>
  )
}
