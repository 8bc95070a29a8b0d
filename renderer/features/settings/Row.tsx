import { useEffect, useRef, type ReactNode } from 'react'
import { classes } from '../../ui/index.ts'
import { useReveal, type SettingId } from './reveal.ts'

const focusable = 'button:not(:disabled), input:not(:disabled), [tabindex="0"]'

interface RowProps {
  id: SettingId
  title: string
  text?: string
  children: ReactNode
}

/** One setting: title and text on the left, its control on the right. The palette can scroll to it. */
export function Row({ id, title, text, children }: RowProps) {
  const { row, isOut } = useRevealed(id)
  return (
    <div
      ref={row}
      className={classes(
        'flex items-start gap-24 p-14 transition-colors duration-100 first:rounded-t-card last:rounded-b-card',
        isOut && 'bg-soft',
      )}
    >
      <div className="w-240 shrink-0">
        <h2 className="font-semibold">{title}</h2>
        {text === undefined ? null : <p className="text-caption text-ink-2">{text}</p>}
      </div>
      <div className="flex min-w-0 flex-1 flex-col items-start gap-8">{children}</div>
    </div>
  )
}

function useRevealed(id: SettingId) {
  const row = useRef<HTMLDivElement>(null)
  const isOut = useReveal(({ out }) => out === id)
  const isWanted = useReveal(({ wanted }) => wanted === id)
  useEffect(() => {
    if (!isWanted) return
    row.current?.scrollIntoView({ block: 'center' })
    row.current?.querySelector<HTMLElement>(focusable)?.focus({ preventScroll: true })
    // Opening the settings otherwise starts at the top.
    useReveal.setState({ wanted: null })
  }, [isWanted])
  return { row, isOut }
}
