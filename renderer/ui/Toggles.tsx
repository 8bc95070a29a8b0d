import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Toggle } from '@base-ui/react/toggle'
import { Check, Minus, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'

interface CheckboxProps {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  /** Some but not all of its items are checked. */
  mixed?: boolean
  disabled?: boolean
  /** Shown beside the box; without it, `label` is needed. */
  children?: ReactNode
  label?: string
}

export function Checkbox({
  checked,
  onCheckedChange,
  mixed = false,
  disabled = false,
  children,
  label,
}: CheckboxProps) {
  const mark = (
    <BaseCheckbox.Root
      checked={checked}
      indeterminate={mixed}
      disabled={disabled}
      onCheckedChange={(value) => onCheckedChange(value)}
      aria-label={label}
      className="flex size-16 shrink-0 items-center justify-center rounded-small border border-line-strong bg-panel text-on-accent data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent"
    >
      <BaseCheckbox.Indicator className="flex">
        {mixed ? <Minus size={12} strokeWidth={3} aria-hidden /> : <Check size={12} strokeWidth={3} aria-hidden />}
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  )
  if (children === undefined) return mark
  return (
    <label className={classes('flex items-start gap-8', disabled && 'opacity-55')}>
      <span className="mt-1 flex">{mark}</span>
      <span>{children}</span>
    </label>
  )
}

interface ChipProps {
  pressed: boolean
  onPressedChange: (pressed: boolean) => void
  icon?: LucideIcon
  /** Number of items behind it. */
  count?: string
  disabled?: boolean
  children: ReactNode
}

/** A filter that is on or off. */
export function Chip({ pressed, onPressedChange, icon: Icon, count, disabled = false, children }: ChipProps) {
  return (
    <Toggle
      pressed={pressed}
      disabled={disabled}
      onPressedChange={(value) => onPressedChange(value)}
      className="inline-flex h-24 shrink-0 items-center gap-5 rounded-control border border-line-strong bg-panel px-8 text-caption whitespace-nowrap text-ink-2 transition-colors duration-100 enabled:hover:text-ink disabled:opacity-55 data-pressed:border-transparent data-pressed:bg-soft data-pressed:text-accent-text"
    >
      {Icon && <Icon size={14} aria-hidden />}
      {children}
      {count === undefined ? null : <span className="figures">{count}</span>}
    </Toggle>
  )
}
