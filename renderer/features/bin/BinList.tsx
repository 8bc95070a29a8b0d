import { RotateCcw, TextCursorInput, Trash2, Undo2, X } from 'lucide-react'
import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { BinEntry } from '#shared/contract/bin.ts'
import type { Removal } from '#shared/domain/sharing.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { useRowHeight } from '../../app/theme.ts'
import { useVirtualRows } from '../../app/virtual-rows.ts'
import { Button, Card, ContextMenu, IconButton, type MenuEntry } from '../../ui/index.ts'
import { moveTo } from '../library/list-navigation.ts'
import { noSelection, rangeAdded, toggled } from '../library/selection.ts'
import { BinRow } from './BinRow.tsx'
import { restoringOf } from './entries.ts'

const MINUTE = 60_000
const HEAD_HEIGHT = 28

export interface BinListActs {
  restore: (entries: readonly BinEntry[]) => Promise<void>
  /** Asks for another name. */
  restoreAs: (entry: BinEntry) => void
  /** Asks before deleting for good. */
  remove: (entries: readonly BinEntry[]) => void
  /** Goes back to the library. */
  leave: () => void
}

interface BinListProps {
  entries: readonly BinEntry[]
  freesOf: (name: string) => Removal
  acts: BinListActs
}

/** The entries as a grid with the keys of the library; one row at a time is in the tab order. */
export function BinList({ entries, freesOf, acts }: BinListProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(MINUTE)
  const height = useRowHeight()
  const [wanted, setActive] = useState(0)
  const active = Math.min(wanted, entries.length - 1)
  const [selection, setSelection] = useState(noSelection)
  const [anchor, setAnchor] = useState<string | null>(null)
  const { scroller, from, to, reveal } = useVirtualRows({ count: entries.length, height, above: HEAD_HEIGHT })
  const focus = useRowFocus(scroller)
  const names = useMemo(() => entries.map(({ name }) => name), [entries])
  const selected = entries.filter(({ name }) => selection.has(name))
  const chosen = (entry: BinEntry) => (selected.length > 0 ? selected : [entry])

  const toggle = (name: string) => {
    setSelection(toggled(selection, name))
    setAnchor(name)
  }
  const selectTo = (name: string, start: string | null) => {
    setSelection(rangeAdded(selection, names, start, name))
    setAnchor(start ?? name)
  }
  const restore = (some: readonly BinEntry[]) => {
    setSelection(noSelection)
    void acts.restore(some)
  }
  const press = (event: MouseEvent, at: number) => {
    const name = names[at]
    setActive(at)
    if (name === undefined) return
    if (event.shiftKey) selectTo(name, anchor ?? names[active] ?? null)
    else if (event.ctrlKey || event.metaKey || selected.length > 0) toggle(name)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const entry = entries[active]
    if (event.defaultPrevented || event.altKey || !entry) return
    if (!(event.target instanceof HTMLElement) || event.target.getAttribute('role') !== 'row') return
    const isControl = event.ctrlKey || event.metaKey
    const page = Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD_HEIGHT) / height) - 1
    const next = isControl ? null : moveTo(event.key, active, entries.length, page)
    const target = next === null ? undefined : names[next]
    if (next !== null && target !== undefined) {
      if (event.shiftKey) selectTo(target, anchor !== null && selection.has(anchor) ? anchor : entry.name)
      setActive(next)
      reveal(next)
      focus.want()
    } else if (isControl && event.key.toLowerCase() === 'a' && !event.shiftKey) setSelection(new Set(names))
    else if (isControl) return
    else if (event.key === ' ') toggle(entry.name)
    else if (event.key === 'Enter') restore(chosen(entry))
    else if (event.key === 'Delete' || event.key === 'Backspace') acts.remove(chosen(entry))
    else if (event.key === 'Escape' && selected.length > 0) setSelection(noSelection)
    else if (event.key === 'Escape') acts.leave()
    else return
    event.preventDefault()
  }
  const menuOf = (entry: BinEntry | undefined): MenuEntry[] => {
    if (!entry) return []
    const restoring = restoringOf(entry)
    return [
      ...(restoring === 'name'
        ? []
        : [
            {
              label: t(`bin.act.${restoring}`),
              icon: restoring === 'rollback' ? Undo2 : RotateCcw,
              shortcut: 'enter',
              onSelect: () => restore([entry]),
            },
          ]),
      { label: t('bin.act.restoreAs'), icon: TextCursorInput, onSelect: () => acts.restoreAs(entry) },
      'line',
      {
        label: t('bin.act.remove'),
        icon: Trash2,
        shortcut: 'delete',
        danger: true,
        onSelect: () => acts.remove([entry]),
      },
    ]
  }

  const drawn = Array.from({ length: to - from }, (_, index) => from + index)
  // The focused row is always rendered, or scrolling would lose the focus.
  if (active < from) drawn.unshift(active)
  else if (active >= to) drawn.push(active)
  return (
    <Card className="flex min-h-0 flex-1 flex-col overflow-hidden">
      <ContextMenu entries={menuOf(entries[active])}>
        <div
          ref={scroller}
          role="grid"
          aria-label={t('bin.list')}
          aria-rowcount={entries.length + 1}
          aria-multiselectable
          onKeyDown={onKeyDown}
          onFocus={focus.onFocus}
          onBlur={focus.onBlur}
          className="@container relative min-h-0 flex-1 overflow-y-auto overscroll-contain [--columns:28px_minmax(0,1fr)_110px_84px_96px_120px_36px] @max-[620px]:[--columns:28px_minmax(0,1fr)_100px_84px_110px_36px]"
        >
          <Head />
          <div role="rowgroup" className="relative" style={{ height: entries.length * height }}>
            {drawn.map((at) => {
              const entry = entries[at]
              return (
                entry && (
                  <BinRow
                    key={entry.name}
                    entry={entry}
                    frees={freesOf(entry.name)}
                    now={now}
                    at={at}
                    top={at * height}
                    active={at === active}
                    selected={selection.has(entry.name)}
                    selecting={selected.length > 0}
                    menu={menuOf(entry)}
                    onPress={(event) => press(event, at)}
                    onSelect={() => {
                      setActive(at)
                      toggle(entry.name)
                    }}
                    onFocus={() => setActive(at)}
                  />
                )
              )
            })}
          </div>
        </div>
      </ContextMenu>
      {selected.length > 0 && (
        <div className="flex items-center gap-6 border-t border-line px-10 py-6">
          <span className="flex-1" />
          <Button icon={RotateCcw} onClick={() => restore(selected)}>
            {t('bin.restoreSeveral', { value: format.count(selected.length) })}
          </Button>
          <Button variant="danger-quiet" icon={Trash2} onClick={() => acts.remove(selected)}>
            {t('bin.deleteSeveral', { value: format.count(selected.length) })}
          </Button>
          <IconButton icon={X} label={t('library.selection.clear')} onClick={() => setSelection(noSelection)} />
        </div>
      )}
    </Card>
  )
}

function Head() {
  const { t } = useTranslation()
  const figures = 'pr-6 text-right'
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-2 grid h-28 items-center border-b border-line bg-panel text-caption whitespace-nowrap text-ink-2 [grid-template-columns:var(--columns)]"
    >
      <span aria-hidden />
      <span role="columnheader">{t('bin.column.name')}</span>
      <span role="columnheader" className="pl-10">
        {t('bin.column.since')}
      </span>
      <span role="columnheader" className={`${figures} @max-[620px]:hidden`}>
        {t('bin.column.size')}
      </span>
      <span role="columnheader" className={figures}>
        {t('bin.column.frees')}
      </span>
      <span role="columnheader" className="pl-10">
        {t('bin.column.leaves')}
      </span>
    </div>
  )
}

/** Keeps the focus on the active row: after a key that moved it, and when the focused row was removed. */
function useRowFocus(scroller: { current: HTMLElement | null }) {
  const isWanted = useRef(false)
  const isInside = useRef(false)
  useLayoutEffect(() => {
    if (!isWanted.current && !(isInside.current && document.activeElement === document.body)) return
    isWanted.current = false
    scroller.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus({ preventScroll: true })
  })
  return {
    want: () => {
      isWanted.current = true
    },
    onFocus: () => {
      isInside.current = true
    },
    // A removed row loses the focus too, but then no other element gets it.
    onBlur: ({ target, relatedTarget }: { target: Element; relatedTarget: EventTarget | null }) => {
      if (relatedTarget !== null || target.isConnected) isInside.current = false
    },
  }
}
