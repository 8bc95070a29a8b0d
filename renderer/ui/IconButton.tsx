import type { LucideIcon } from 'lucide-react'
import { Button, type ButtonProps } from './Button.tsx'
import { Tooltip } from './Tooltip.tsx'

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label' | 'icon' | 'square'> {
  icon: LucideIcon
  /** What the button does: its name for screen readers and its tooltip. */
  label: string
  /** Keys that do the same, as `Kbd` takes them. */
  keys?: string
}

export function IconButton({ label, keys, variant = 'ghost', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys === undefined ? {} : { keys })}>
      <Button {...rest} variant={variant} aria-label={label} square />
    </Tooltip>
  )
}
