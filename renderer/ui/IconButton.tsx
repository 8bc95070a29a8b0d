import type { LucideIcon } from 'lucide-react'
import { Button, type ButtonProps } from './Button.tsx'
import { classes } from './classes.ts'
import { Tooltip } from './Tooltip.tsx'

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label' | 'icon'> {
  icon: LucideIcon
  /** What the button does: its name for screen readers and its tooltip. */
  label: string
  /** Keys that do the same, as `Kbd` takes them. */
  keys?: string
}

export function IconButton({ label, keys, variant = 'ghost', className, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys === undefined ? {} : { keys })}>
      <Button {...rest} variant={variant} aria-label={label} className={classes('w-28 px-0', className)} />
    </Tooltip>
  )
}
