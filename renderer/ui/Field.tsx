import { Field as Base } from '@base-ui/react/field'
import { Input } from '@base-ui/react/input'
import { NumberField } from '@base-ui/react/number-field'
import { Minus, Plus, type LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from './classes.ts'

const box =
  'w-full rounded-control border border-line-strong bg-panel text-ink focus-visible:-outline-offset-1 data-invalid:border-bad disabled:opacity-55'

export interface FieldProps {
  label: string
  hint?: ReactNode
  /** What is wrong with the value; the control is marked invalid while it stands. */
  error?: string | undefined
  hideLabel?: boolean
  className?: string
  children: ReactNode
}

/** Label, hint and error around one control, tied together for screen readers. */
export function Field({ label, hint, error, hideLabel = false, className, children }: FieldProps) {
  const bad = error !== undefined && error !== ''
  return (
    <Base.Root invalid={bad} className={classes('flex min-w-0 flex-col gap-4', className)}>
      <Base.Label className={hideLabel ? 'sr-only' : 'font-semibold'}>{label}</Base.Label>
      {children}
      {hint === undefined ? null : (
        <Base.Description className="text-caption text-ink-2" render={<div />}>
          {hint}
        </Base.Description>
      )}
      <Base.Error match={bad} className="text-caption text-bad" render={<div role="alert" />}>
        {error}
      </Base.Error>
    </Base.Root>
  )
}

export interface TextInputProps extends Omit<ComponentProps<typeof Input>, 'className'> {
  icon?: LucideIcon
  mono?: boolean
  /** As high as a `Chip`, to stand beside some. */
  compact?: boolean
  className?: string
  ref?: Ref<HTMLInputElement>
}

/** How an input of one line looks. */
export function inputClasses({ mono = false, compact = false }: { mono?: boolean; compact?: boolean }): string {
  return classes(box, compact ? 'h-24 px-8 text-code' : 'h-28 px-9', mono && 'font-mono text-code')
}

export function TextInput({ icon: Icon, mono = false, compact = false, className, ...rest }: TextInputProps) {
  const input = (
    <Input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      className={classes(inputClasses({ mono, compact }), Icon && 'pl-28', !Icon && className)}
    />
  )
  if (!Icon) return input
  return (
    <div className={classes('relative', className)}>
      <Icon
        aria-hidden
        className={classes('pointer-events-none absolute left-8 text-ink-2', compact ? 'top-4' : 'top-6')}
      />
      {input}
    </div>
  )
}

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'defaultValue'> {
  value: string
  onValueChange: (value: string) => void
  mono?: boolean
}

export function TextArea({ value, onValueChange, mono = false, className, ...rest }: TextAreaProps) {
  return (
    <Base.Control
      value={value}
      onValueChange={onValueChange}
      render={
        <textarea
          spellCheck={false}
          {...rest}
          className={classes(box, 'resize-none px-9 py-6', mono && 'font-mono text-code', className)}
        />
      }
    />
  )
}

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
