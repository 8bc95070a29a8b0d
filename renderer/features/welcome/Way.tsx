import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Card, CopyButton } from '../../ui/index.ts'

interface WayProps {
  icon: LucideIcon
  title: string
  text: string
  /** Content below the text, over the whole width. */
  more?: ReactNode
  /** The button. */
  children?: ReactNode
}

/** A card with one way to get a server. */
export function Way({ icon: Icon, title, text, more, children }: WayProps) {
  return (
    <Card className="flex items-center gap-14 p-14" aria-label={title}>
      <span className="flex size-36 shrink-0 items-center justify-center self-start rounded-card bg-soft text-accent-text">
        <Icon size={18} aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="font-semibold">{title}</h2>
        <p className="text-code text-ink-2 wrap-anywhere">{text}</p>
        {more}
      </div>
      {children}
    </Card>
  )
}

/** A command for a terminal, which the user copies: Corral does not run it. */
export function Command({ text }: { text: string }) {
  const { t } = useTranslation()
  return (
    <div className="mt-8 flex items-center gap-6 rounded-control border border-line bg-inset pl-10">
      <code className="selectable min-w-0 flex-1 overflow-x-auto py-5 font-mono text-code whitespace-nowrap">
        {text}
      </code>
      <CopyButton text={text} label={t('welcome.copy')} />
    </div>
  )
}
