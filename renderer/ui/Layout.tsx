import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { classes } from './classes.ts'

/** Content of a page: a header, and below it what scrolls. */
export function Page({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={classes('flex h-full min-h-0 flex-col gap-10 p-14 pl-18', className)}>{children}</div>
}

interface PageHeaderProps {
  title: string
  /** Facts about the page, on as many lines as they need, so that no figure is cut off. */
  subtitle?: ReactNode
  actions?: ReactNode
}

export function PageHeader({ title, subtitle, actions }: PageHeaderProps) {
  return (
    <header className="flex min-h-38 shrink-0 items-center gap-10">
      <div className="min-w-0 flex-1">
        <h1 className="text-title">{title}</h1>
        <div className="figures min-h-16 text-code text-ink-2">{subtitle}</div>
      </div>
      {actions === undefined ? null : <div className="flex shrink-0 items-center gap-6">{actions}</div>}
    </header>
  )
}

export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return <section {...rest} className={classes('rounded-card border border-line bg-panel', className)} />
}

/** Placeholder for content that is being loaded, in its size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classes('pulse block h-12 rounded-small bg-track', className)} />
}

interface EmptyStateProps {
  icon: LucideIcon
  title: string
  /** Explains what appears here, and how to get it. */
  children: ReactNode
  actions?: ReactNode
}

export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="m-auto flex max-w-400 flex-col items-center gap-6 p-24 text-center">
      <span className="mb-4 flex size-40 items-center justify-center rounded-card bg-soft text-accent-text">
        <Icon size={20} aria-hidden />
      </span>
      <h2 className="font-semibold">{title}</h2>
      <div className="text-ink-2">{children}</div>
      {actions === undefined ? null : <div className="mt-8 flex gap-8">{actions}</div>}
    </div>
  )
}
