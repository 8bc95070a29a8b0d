import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import type { Sharing, WeightsOf } from '#shared/domain/sharing.ts'
import { useNavigation } from '../../app/navigation.ts'
import { useNow } from '../../app/now.ts'
import { useRowHeight } from '../../app/theme.ts'
import { ContextMenu } from '../../ui/index.ts'
import type { ModelActs } from './acts.ts'
import { isHeading, keyOf, type Row } from './arrange.ts'
import { useColumns } from './column-acts.ts'
import { useUpdateOf } from '../updates/state.ts'
import { useFitOf, useFits } from './fits.ts'
import { GridHead, HEAD_HEIGHT } from './GridHead.tsx'
import { HeadingRow } from './HeadingRow.tsx'
import { useVirtualRows } from '../../app/virtual-rows.ts'
import { useListKeys } from './keyboard.ts'
import { useMenuEntries, type MenuTarget } from './list-menu.ts'
import { loadedAs } from './possible-acts.ts'
import { useMemoryWorks } from './memory.ts'
import { ModelRow } from './ModelRow.tsx'
import { useRowI18n } from './row-i18n.ts'
import { savedScroll, useActiveRow, useFocusedRow, useRowPresses, useSavedScroll, useSelectedInView } from './rows.ts'
import { useLibrary } from './state.ts'

/** Ages are shown in minutes or coarser units. */
const MINUTE = 60_000

interface ModelGridProps {
  hostId: string
  /** All models of the list. */
  models: readonly Model[]
  /** In the order shown. */
  rows: readonly Row[]
  running: Parameters<typeof loadedAs>[1]
  /** The selected models that pass the filters. */
  selected: readonly Model[]
  weightsOf: WeightsOf
  sharing: (model: Model) => Sharing | undefined
  acts: ModelActs
}

/** The list: a grid that renders only the visible rows. One row at a time is in the tab order. */
export function ModelGrid(props: ModelGridProps) {
  const { hostId, models, rows, running, selected, weightsOf, sharing, acts } = props
  const { t } = useTranslation()
  const i18n = useRowI18n()
  const now = useNow(MINUTE)
  const height = useRowHeight()
  const workOf = useMemoryWorks(hostId)
  const active = useActiveRow(rows)
  const inspected = useNavigation((navigation) => navigation.inspected)
  const selection = useLibrary((library) => library.selection)
  const [menuAt, setMenuAt] = useState<MenuTarget>(null)
  const { scroller, from, to, reveal } = useVirtualRows({
    count: rows.length,
    height,
    above: HEAD_HEIGHT,
    startAt: savedScroll(hostId),
  })
  const { columns, ids, template, sort, acts: headActs } = useColumns(hostId, scroller, setMenuAt)
  const { focusRow, ...focusKept } = useFocusedRow(scroller, rows, active)
  useSavedScroll(scroller)
  useSelectedInView(rows, reveal)

  const goTo = (at: number) => {
    const row = rows[at]
    if (!row) return
    useLibrary.getState().activate(keyOf(row), at)
    reveal(at)
    focusRow()
  }
  const page = () => Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD_HEIGHT) / height) - 1
  const onKeyDown = useListKeys({ rows, running, selected, acts, active, goTo, page })
  const { press, select, openMenu, focus, toggle } = useRowPresses(rows, acts, setMenuAt)
  const entries = useMenuEntries(menuAt, { hostId, rows, running, acts, select, toggle, columns, sort, head: headActs })
  const onMenuCapture = useCallback(() => setMenuAt(null), [])

  const drawn = Array.from({ length: to - from }, (_, index) => from + index)
  // The focused row is always rendered, or scrolling would lose the focus.
  if (active < from) drawn.unshift(active)
  else if (active >= to && active < rows.length) drawn.push(active)

  const fitOf = useFitOf(hostId)
  const updateOf = useUpdateOf(hostId)
  useEffect(() => {
    if (fitOf === null || !ids.includes('fits')) return
    useFits.setState({ drawn: rows.slice(from, to).flatMap((row) => (isHeading(row) ? [] : [row])) })
  }, [fitOf, ids, rows, from, to])

  const hasHeadings = rows[0] !== undefined && isHeading(rows[0])
  // The key is the position, so that a filter changes texts and does not build rows anew.
  const draw = (at: number) => {
    const row = rows[at]
    if (!row) return null
    const place = { at, top: at * height, active: at === active, onFocus: focus, onMenu: openMenu }
    if (isHeading(row))
      return (
        <HeadingRow
          key={at}
          {...place}
          heading={row}
          i18n={i18n}
          all={models}
          weightsOf={weightsOf}
          onToggle={toggle}
        />
      )
    return (
      <ModelRow
        key={at}
        {...place}
        model={row}
        i18n={i18n}
        work={workOf(row.name)}
        now={now}
        columns={ids}
        loadedAs={acts.isOffline ? undefined : loadedAs(row, running)}
        sharing={sharing(row)}
        update={updateOf && ids.includes('update') ? updateOf(row) : null}
        fit={fitOf && ids.includes('fits') ? fitOf(row) : null}
        open={row.name === inspected}
        selected={selection.has(row.name)}
        selecting={selected.length > 0}
        level={hasHeadings ? 2 : undefined}
        onPress={press}
        onSelect={select}
        stop={acts.memory.stop}
        review={acts.reviewUpdate}
      />
    )
  }
  return (
    <ContextMenu entries={entries}>
      <div
        ref={scroller}
        role={hasHeadings ? 'treegrid' : 'grid'}
        data-models
        aria-label={t('library.title')}
        aria-rowcount={rows.length + 1}
        aria-multiselectable
        onKeyDown={onKeyDown}
        {...focusKept}
        onContextMenuCapture={onMenuCapture}
        className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain"
        style={{ ['--columns' as string]: template }}
      >
        <GridHead columns={columns} sort={sort} acts={headActs} />
        <div role="rowgroup" className="relative" style={{ height: rows.length * height }}>
          {drawn.map(draw)}
        </div>
      </div>
    </ContextMenu>
  )
}
