import { Field as Base } from '@base-ui/react/field'
import { Input } from '@base-ui/react/input'
import { Search, type LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode, Ref } from 'react'
import { classes } from './classes.ts'

/** Classes of a text control. */
export const box =
  'w-full rounded-control border border-line-strong bg-panel text-ink focus-visible:-outline-offset-1 data-invalid:border-bad disabled:opacity-55'

export interface FieldProps {
  label: string
  hint?: ReactNode
  /** What is wrong with the value; the control is invalid while it is given. */
  error?: string | undefined
  hideLabel?: boolean
  className?: string
  children: ReactNode
}

/** Label, hint and error of one control, linked for screen readers. */
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

/** Classes of an input of one line. */
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

export interface SearchInputProps extends Omit<TextInputProps, 'type' | 'icon' | 'value' | 'onValueChange'> {
  value: string
  onValueChange: (value: string) => void
}

/** Filters what is beside it. Escape clears it first, and only then reaches what it would close. */
export function SearchInput({ value, onValueChange, onKeyDown, ...rest }: SearchInputProps) {
  return (
    <TextInput
      {...rest}
      type="search"
      icon={Search}
      value={value}
      onValueChange={(text) => onValueChange(text)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || value === '') return onKeyDown?.(event)
        onValueChange('')
        event.preventDefault()
        event.stopPropagation()
      }}
    />
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
