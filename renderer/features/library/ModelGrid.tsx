import type { Column } from '@tanstack/react-table'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { Download } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type FocusEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useNow } from '../../app/now.ts'
import { ContextMenu, type MenuEntry } from '../../ui/index.ts'
import type { ModelActs } from './acts.ts'
import type { features } from './columns.ts'
import { GridHead, HEAD_HEIGHT } from './GridHead.tsx'
import { useListKeys } from './keys.ts'
import { loadedAs } from './loaded.ts'
import { useMemoryWork } from './memory.ts'
import { modelMenu } from './menu.ts'
import { ModelRow, ROW_HEIGHT } from './ModelRow.tsx'
import { useLibrary } from './state.ts'

/** Ages are told in minutes at the finest. */
const MINUTE = 60_000

interface ModelGridProps {
  hostId: string
  /** In the order shown. */
  models: readonly Model[]
  columns: readonly Column<typeof features, Model>[]
  running: Parameters<typeof loadedAs>[1]
  /** Names of the marked models that are shown. */
  marked: readonly string[]
  acts: ModelActs
}

/** The list: a grid of which only the rows in view exist. Rows take the focus, one of them at a time. */
export function ModelGrid(props: ModelGridProps) {
  const { hostId, models, columns, running, marked, acts } = props
  const { t } = useTranslation()
  const now = useNow(MINUTE)
  const scroller = useRef<HTMLDivElement>(null)
  const active = useActiveRow(models)
  const selected = useNavigation((navigation) => navigation.selected)
  const [menuAt, setMenuAt] = useState<number | null>(null)
  const marks = new Set(marked)

  const virtual = useVirtualizer({
    count: models.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (at) => models[at]?.name ?? at,
    overscan: 8,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    initialOffset: () => savedScroll(hostId),
    // The row with the focus exists wherever the list is scrolled to, or the focus would be lost.
    rangeExtractor: (range) => withRow(defaultRangeExtractor(range), active),
  })
  const { focusRow, ...focusKept } = useFocusedRow(scroller)
  const reveal = useCallback((at: number) => virtual.scrollToIndex(at), [virtual])
  useSavedScroll(scroller)
  useSelectedInView(models, reveal)

  const goTo = (at: number) => {
    const model = models[at]
    if (!model) return
    useLibrary.getState().activate(model.name, at)
    reveal(at)
    focusRow()
  }
  const onKeyDown = useListKeys({ ...props, active, goTo, page: () => pageOf(scroller.current) })
  const { press, mark, openMenu, focus } = useRowPresses(models, acts, setMenuAt)

  const head = models.length + 1
  return (
    <ContextMenu entries={useMenuEntries(props, menuAt === null ? undefined : models[menuAt], mark)}>
      <div
        ref={scroller}
        role="grid"
        aria-label={t('library.title')}
        aria-rowcount={head}
        aria-multiselectable
        onKeyDown={onKeyDown}
        {...focusKept}
        onContextMenuCapture={() => setMenuAt(null)}
        className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain"
      >
        <GridHead columns={columns} />
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const model = models[index]
            return (
              model && (
                <ModelRow
                  key={model.name}
                  hostId={hostId}
                  model={model}
                  at={index}
                  top={start - HEAD_HEIGHT}
                  now={now}
                  loadedAs={loadedAs(model, running)}
                  active={index === active}
                  open={model.name === selected}
                  marked={marks.has(model.name)}
                  marking={marks.size > 0}
                  onPress={press}
                  onFocus={focus}
                  onMark={mark}
                  onMenu={openMenu}
                  stop={acts.memory.stop}
                />
              )
            )
          })}
        </div>
      </div>
    </ContextMenu>
  )
}

/** Which row takes the keys: the one that did, wherever it is now, else the one in its place. */
function useActiveRow(models: readonly Model[]): number {
  const active = useLibrary((library) => library.active)
  if (active === null) return 0
  const at = models.findIndex(({ name }) => name === active.name)
  return at >= 0 ? at : Math.max(0, Math.min(active.at, models.length - 1))
}

function withRow(rows: number[], row: number): number[] {
  return rows.includes(row) ? rows : [...rows, row].sort((a, b) => a - b)
}

function savedScroll(hostId: string): number {
  const { hostId: of, scroll } = useLibrary.getState()
  return of === hostId ? scroll : 0
}

function useSavedScroll(scroller: { current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const element = scroller.current
    return () => useLibrary.getState().scrollTo(element?.scrollTop ?? 0)
  }, [scroller])
}

const pageOf = (element: HTMLElement | null) =>
  Math.floor(((element?.clientHeight ?? 0) - HEAD_HEIGHT) / ROW_HEIGHT) - 1

/**
 * Gives the focus to the active row once it is drawn: when asked to, when something else in the page asks,
 * and when the row that had it is gone.
 */
function useFocusedRow(scroller: { current: HTMLElement | null }) {
  const wanted = useRef(false)
  const inside = useRef(false)
  const focusTurn = useLibrary((library) => library.focusTurn)
  const seen = useRef(focusTurn)
  useLayoutEffect(() => {
    const lost = inside.current && document.activeElement === document.body
    if (!wanted.current && !lost && seen.current === focusTurn) return
    wanted.current = false
    seen.current = focusTurn
    scroller.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus()
  })
  return {
    focusRow: () => {
      wanted.current = true
    },
    onFocus: () => {
      inside.current = true
    },
    // A row that is taken out of the page loses the focus too, but nothing else has got it.
    onBlur: ({ target, relatedTarget }: FocusEvent) => {
      if (relatedTarget !== null || target.isConnected) inside.current = false
    },
  }
}

/** A model that was opened, from wherever, is the active row and in view. */
function useSelectedInView(models: readonly Model[], reveal: (at: number) => void): void {
  const selected = useNavigation((navigation) => navigation.selected)
  const active = useLibrary((library) => library.active?.name ?? null)
  const shown = useRef(active)
  useEffect(() => {
    if (selected === shown.current) return
    const at = models.findIndex(({ name }) => name === selected)
    if (selected !== null && at < 0) return
    shown.current = selected
    if (selected === null) return
    useLibrary.getState().activate(selected, at)
    reveal(at)
  }, [selected, models, reveal])
}

function useRowPresses(models: readonly Model[], acts: ModelActs, setMenuAt: (at: number) => void) {
  const latest = useRef(models)
  useLayoutEffect(() => {
    latest.current = models
  })
  const mark = useCallback((at: number) => {
    const model = latest.current[at]
    if (!model) return
    const { activate, toggleMark } = useLibrary.getState()
    activate(model.name, at)
    toggleMark(model.name)
  }, [])
  const press = useCallback(
    (event: MouseEvent, at: number) => {
      const model = latest.current[at]
      if (!model) return
      if (event.ctrlKey || event.metaKey) return mark(at)
      const { activate, markRange } = useLibrary.getState()
      activate(model.name, at)
      if (event.shiftKey) {
        const names = latest.current.map(({ name }) => name)
        return markRange(names, model.name)
      }
      return acts.inspect(model)
    },
    [acts, mark],
  )
  const openMenu = useCallback(
    (at: number) => {
      const model = latest.current[at]
      if (!model) return
      useLibrary.getState().activate(model.name, at)
      setMenuAt(at)
    },
    [setMenuAt],
  )
  const focus = useCallback((at: number) => {
    const model = latest.current[at]
    if (model) useLibrary.getState().activate(model.name, at)
  }, [])
  return { press, mark, openMenu, focus }
}

/** The menu of the row it was opened on, or of the list where it was opened beside the rows. */
function useMenuEntries(
  { hostId, models, running, marked, acts }: ModelGridProps,
  model: Model | undefined,
  mark: (at: number) => void,
): MenuEntry[] {
  const { t } = useTranslation()
  const work = useMemoryWork(hostId, model?.name ?? '')
  if (!model) return [{ label: t('library.pull'), icon: Download, keys: 'p', onSelect: () => acts.pull() }]
  return modelMenu({
    model,
    running,
    loading: work?.kind === 'load',
    marked: marked.includes(model.name),
    acts,
    mark: () => mark(models.indexOf(model)),
    t,
  })
}
