import type { ReactNode } from 'react'
import { classes } from './classes.ts'

type Tone = 'neutral' | 'soft' | 'good' | 'warning' | 'bad'

const tones: Record<Tone, string> = {
  neutral: 'border border-line-strong text-ink-2',
  soft: 'bg-soft text-accent-text',
  good: 'border border-line-strong text-good',
  warning: 'border border-line-strong text-warning',
  bad: 'border border-line-strong text-bad',
}

/** A short label. With `dot` a dot shows the state as well. */
export function Badge({
  tone = 'neutral',
  dot = false,
  children,
}: {
  tone?: Tone
  dot?: boolean
  children: ReactNode
}) {
  return (
    <span
      className={classes(
        'inline-flex h-20 shrink-0 items-center gap-6 rounded-control px-8 text-caption whitespace-nowrap',
        tones[tone],
      )}
    >
      {dot && <span aria-hidden className="graphic size-6 rounded-full bg-good" />}
      {children}
    </span>
  )
}

const dots = {
  good: 'bg-good',
  bad: 'border-2 border-bad',
  busy: 'border-2 border-ink-3 pulse',
  off: 'bg-line-strong',
} as const

/** A state as a dot; filled, hollow or pale, never by colour alone. `label` is its text for screen readers. */
export function StateDot({ state, label, className }: { state: keyof typeof dots; label: string; className?: string }) {
  return (
    <span
      className={classes('graphic inline-block size-8 shrink-0 rounded-full', dots[state], className)}
      role="img"
      aria-label={label}
    />
  )
}
