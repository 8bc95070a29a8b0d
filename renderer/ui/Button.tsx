import { ExternalLink, LoaderCircle, type LucideIcon } from 'lucide-react'
import type { ComponentProps } from 'react'
import { classes } from './classes.ts'

type Variant = 'primary' | 'secondary' | 'ghost' | 'ghost-accent' | 'danger' | 'danger-quiet'

const looks: Record<Variant, string> = {
  primary: 'bg-accent text-on-accent enabled:hover:bg-accent-hover',
  secondary: 'border border-line-strong bg-panel text-ink enabled:hover:bg-inset data-popup-open:bg-inset',
  ghost: 'text-ink-2 enabled:hover:bg-hover enabled:hover:text-ink data-popup-open:bg-hover',
  'ghost-accent': 'text-accent-text enabled:hover:bg-hover data-popup-open:bg-hover',
  danger: 'bg-bad text-on-accent enabled:hover:brightness-110',
  'danger-quiet': 'border border-line-strong bg-panel text-bad enabled:hover:bg-bad-soft',
}

const shape =
  'inline-flex h-28 shrink-0 items-center justify-center gap-6 rounded-control font-semibold whitespace-nowrap transition-colors duration-100 disabled:opacity-55 aria-disabled:opacity-55'

export interface ButtonProps extends ComponentProps<'button'> {
  /** At most one primary button per screen; `danger` only to confirm an act, `danger-quiet` to offer it. */
  variant?: Variant
  icon?: LucideIcon
  /** Shows that the act is running and ignores further presses, without losing the focus. */
  busy?: boolean
  /** Square, for an icon alone; `IconButton` adds a label. */
  square?: boolean
}

export function Button(props: ButtonProps) {
  const { variant = 'secondary', icon: Icon, busy = false, square = false, className, children, ...rest } = props
  return (
    <button
      type="button"
      {...rest}
      {...(busy ? { 'aria-disabled': true, 'aria-busy': true, onClick: (event) => event.preventDefault() } : {})}
      className={classes(shape, square ? 'w-28' : 'px-10', looks[variant], className)}
    >
      {busy ? <LoaderCircle className="animate-spin" aria-hidden /> : Icon && <Icon aria-hidden />}
      {children}
    </button>
  )
}

/** A link that looks like a button and opens in the user's browser. */
export function ButtonLink({ href, children }: { href: string; children: string }) {
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      className={classes(shape, 'px-10', looks.secondary, 'hover:bg-inset')}
    >
      <ExternalLink aria-hidden />
      {children}
    </a>
  )
}
