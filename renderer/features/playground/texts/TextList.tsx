import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRowsInView } from '../../../app/in-view.ts'
import { Card } from '../../../ui/index.ts'
import { toggled } from '../../library/marks.ts'
import { marksOf } from '../run/checks.ts'
import { useResults, useShown } from '../run/results.ts'
import { useView } from '../view.ts'
import { AddTexts } from './AddTexts.tsx'
import { EditDialog } from './EditDialog.tsx'
import { GroupDialog } from './groups.tsx'
import { removeTexts } from './remove.ts'
import { useTexts } from './store.ts'
import { ROW, TextRow } from './TextRow.tsx'

/** The texts, and the field that adds some. */
export function TextList() {
  const isEmpty = useTexts(({ entries }) => entries.length === 0)
  return (
    <Card className="flex min-h-0 flex-1 flex-col overflow-hidden">
      {isEmpty ? null : <Texts />}
      <AddTexts isAlone={isEmpty} />
    </Card>
  )
}

/**
 * The texts, with what the shown result knows of each. Arrow keys move, Enter changes, Space marks, Delete
 * removes; one that is in the result is also the one whose neighbours are shown.
 */
function Texts() {
  const { t } = useTranslation()
  const { entries, keys, places, marked, mark } = useTexts()
  const { selected, select } = useView()
  const shown = useShown()
  const failed = useResults(({ work }) => (work.kind === 'failed' && work.missing.size > 0 ? work.missing : null))
  const [edited, setEdited] = useState<number | null>(null)
  const [grouped, setGrouped] = useState<ReadonlySet<string> | null>(null)
  const { scroller, from, to, reveal } = useRowsInView({ count: entries.length, height: ROW })
  const active = (selected === null ? undefined : places.get(selected)) ?? -1
  const marks = useMemo(() => (shown === null ? null : marksOf(shown)), [shown])
  useEffect(() => {
    if (active >= 0) reveal(active)
  }, [reveal, active])

  const goTo = (at: number) => select(keys[Math.min(keys.length - 1, Math.max(0, at))] ?? null)
  /** The marked ones if the active one is among them or there is none, else the active one alone. */
  const meant = (): ReadonlySet<string> => {
    const key = keys[active]
    return marked.size > 0 && (key === undefined || marked.has(key)) ? marked : new Set(key === undefined ? [] : [key])
  }
  const toggle = (key: string) => mark(toggled(marked, key))
  const press = (event: React.KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1)
    const next = {
      ArrowDown: active + 1,
      ArrowUp: Math.max(0, active - 1),
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: keys.length - 1,
    }[event.key]
    const key = keys[active]
    if (next !== undefined) goTo(next)
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && key !== undefined) setEdited(active)
    else if (event.key === ' ' && key !== undefined) toggle(key)
    else if (event.key === 'Delete' || event.key === 'Backspace') removeTexts(meant(), t)
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) mark(keys)
    else if (event.key === 'Escape' && marked.size > 0) mark([])
    else return
    event.preventDefault()
  }
  return (
    <>
      <div
        ref={scroller}
        role="listbox"
        aria-label={t('playground.texts')}
        aria-multiselectable
        {...(active < 0 ? {} : { 'aria-activedescendant': `playground-text-${active}` })}
        tabIndex={0}
        onKeyDown={press}
        onFocus={() => {
          if (active < 0) goTo(0)
        }}
        className="min-h-0 flex-1 overflow-y-auto rounded-t-card -outline-offset-2"
      >
        <div className="relative" style={{ height: entries.length * ROW }}>
          {entries.slice(from, to).map((entry, index) => {
            const at = from + index
            const key = keys[at] ?? ''
            const row = shown?.rows.get(key)
            return (
              <TextRow
                key={at}
                at={at}
                count={entries.length}
                start={at * ROW}
                entry={entry}
                textKey={key}
                isActive={at === active}
                isMarked={marked.has(key)}
                tokens={row === undefined ? null : (shown?.facts.figures.tokensOf?.[row] ?? null)}
                missing={(failed ?? shown?.missing)?.get(key)}
                marks={row === undefined ? undefined : marks?.get(row)}
                onToggle={() => toggle(key)}
                onEdit={() => setEdited(at)}
                onNewGroup={() => setGrouped(marked.has(key) ? marked : new Set([key]))}
              />
            )
          })}
        </div>
      </div>
      <EditDialog at={edited} onClose={() => setEdited(null)} />
      <GroupDialog keys={grouped} onClose={() => setGrouped(null)} />
    </>
  )
}
