import { memo, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useVirtualRows } from '../../../app/virtual-rows.ts'
import { Card } from '../../../ui/index.ts'
import { toggled } from '../../library/selection.ts'
import { warningsOf } from '../run/checks.ts'
import { useResults, useShown } from '../run/results.ts'
import { useView } from '../view.ts'
import { AddTexts } from './AddTexts.tsx'
import { EditDialog } from './EditDialog.tsx'
import { GroupDialog } from './groups.tsx'
import { removeTexts } from './remove.ts'
import { useTexts } from './store.ts'
import { ROW, TextRow } from './TextRow.tsx'

/** The list of texts, and the input that adds some. The rows do not render again for each step of a run. */
export const TextList = memo(function TextList() {
  const isEmpty = useTexts(({ entries }) => entries.length === 0)
  return (
    <Card className="flex min-h-0 flex-1 flex-col overflow-hidden">
      {isEmpty ? null : <Texts />}
      <AddTexts isAlone={isEmpty} />
    </Card>
  )
})

/**
 * The texts, with the findings of the shown result. Arrow keys move, Enter edits, Space selects, Delete removes.
 * The active text is also the one whose neighbours are shown.
 */
function Texts() {
  const { t } = useTranslation()
  const { entries, keys, places, selection, select } = useTexts()
  const { active, activate } = useView()
  const shown = useShown()
  const failed = useResults(({ work }) => (work.kind === 'failed' && work.missing.size > 0 ? work.missing : null))
  const [edited, setEdited] = useState<number | null>(null)
  const [grouped, setGrouped] = useState<ReadonlySet<string> | null>(null)
  const { scroller, from, to, reveal } = useVirtualRows({ count: entries.length, height: ROW })
  const activeAt = (active === null ? undefined : places.get(active)) ?? -1
  const warnings = useMemo(() => (shown === null ? null : warningsOf(shown)), [shown])
  useEffect(() => {
    if (activeAt >= 0) reveal(activeAt)
  }, [reveal, activeAt])

  const goTo = (at: number) => activate(keys[Math.min(keys.length - 1, Math.max(0, at))] ?? null)
  /** The selected texts if the active one is among them or none is active, else the active one. */
  const meant = (): ReadonlySet<string> => {
    const key = keys[activeAt]
    return selection.size > 0 && (key === undefined || selection.has(key))
      ? selection
      : new Set(key === undefined ? [] : [key])
  }
  const toggle = (key: string) => select(toggled(selection, key))
  const press = (event: React.KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW) - 1)
    const next = {
      ArrowDown: activeAt + 1,
      ArrowUp: Math.max(0, activeAt - 1),
      PageDown: activeAt + page,
      PageUp: activeAt - page,
      Home: 0,
      End: keys.length - 1,
    }[event.key]
    const key = keys[activeAt]
    if (next !== undefined) goTo(next)
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && key !== undefined) setEdited(activeAt)
    else if (event.key === ' ' && key !== undefined) toggle(key)
    else if (event.key === 'Delete' || event.key === 'Backspace') removeTexts(meant(), t)
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) select(keys)
    else if (event.key === 'Escape' && selection.size > 0) select([])
    else return
    event.preventDefault()
  }
  return (
    <>
      <div
        ref={scroller}
        role="listbox"
        data-arrival
        aria-label={t('playground.texts')}
        aria-multiselectable
        {...(activeAt < 0 ? {} : { 'aria-activedescendant': `playground-text-${activeAt}` })}
        tabIndex={0}
        onKeyDown={press}
        onFocus={() => {
          if (activeAt < 0) goTo(0)
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
                isActive={at === activeAt}
                isSelected={selection.has(key)}
                tokens={row === undefined ? null : (shown?.facts.figures.tokensOf?.[row] ?? null)}
                missing={(failed ?? shown?.missing)?.get(key)}
                warnings={row === undefined ? undefined : warnings?.get(row)}
                onToggle={() => toggle(key)}
                onEdit={() => setEdited(at)}
                onNewGroup={() => setGrouped(selection.has(key) ? selection : new Set([key]))}
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
