import type { LucideIcon } from 'lucide-react'
import { Button, type ButtonProps } from './Button.tsx'
import { Tooltip } from './Tooltip.tsx'

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label' | 'icon' | 'square'> {
  icon: LucideIcon
  /** What the button does: its label for screen readers and its tooltip. */
  label: string
  /** Keyboard shortcut for the same act, see `Kbd`. */
  shortcut?: string
}

export function IconButton({ label, shortcut, variant = 'ghost', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(shortcut === undefined ? {} : { shortcut })}>
      <Button {...rest} variant={variant} aria-label={label} square />
    </Tooltip>
  )
}
