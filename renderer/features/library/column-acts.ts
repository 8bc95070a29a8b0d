import { useLayoutEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import {
  columnsOf,
  descendsFirst,
  fitting,
  gridTemplate,
  merged,
  moved,
  resized,
  sortOf,
  toggledColumn,
  type Column,
  type ColumnId,
  type SortId,
} from './columns.ts'
import { useUpdateOf } from '../updates/state.ts'
import { useFitOf } from './fits.ts'
import type { HeadActs } from './GridHead.tsx'
import type { MenuTarget } from './list-menu.ts'
import { useLibraryView } from './view.ts'

/** The columns that fit into the width of `scroller`, and the acts on them. */
export function useColumns(
  hostId: string,
  scroller: { current: HTMLElement | null },
  openMenuAt: (target: MenuTarget) => void,
) {
  const { view, change } = useLibraryView()
  const width = useWidth(scroller)
  const hasFits = useFitOf(hostId) !== null
  const whole = useMemo(() => columnsOf(view?.columns ?? []), [view?.columns])
  const hasUpdates = useUpdateOf(hostId) !== null
  const all = useMemo(() => {
    const isKnown = (id: ColumnId) => (id !== 'fits' || hasFits) && (id !== 'update' || hasUpdates)
    return whole.filter(({ id }) => isKnown(id))
  }, [whole, hasFits, hasUpdates])
  const columns = useMemo(() => fitting(all, width), [all, width])
  const key = columns.map(({ id }) => id).join(' ')
  const ids = useMemo(() => key.split(' ').filter(Boolean) as ColumnId[], [key])
  const sort = view ? sortOf(view) : ({ id: 'name', desc: false } as const)
  const put = (columns: Column[]) => change({ columns: merged(columns, whole) })
  const order = (id: SortId, desc: boolean) => change({ sort: { column: id, desc } })
  const acts: HeadActs = {
    order,
    sort: (id) => order(id, sort.id === id ? !sort.desc : descendsFirst(id)),
    resize: (id, width) => put(resized(all, id, width)),
    move: (id, by) => put(moved(all, id, by)),
    hide: (id) => put(toggledColumn(all, id)),
    menu: (id) => openMenuAt({ column: id }),
  }
  const template = gridTemplate(columns)
  return { columns, ids, template, sort, acts }
}

/** Width of the sidebar in pixels, beside which the list is. */
const SIDEBAR = 212
/** The width that the list had last, since it mostly has it again. */
let lastWidth: number | null = null

/**
 * The width of an element, from the first render on as far as it can be known: rendering for another width and again
 * for the measured one would lay out the list twice.
 */
function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(() => lastWidth ?? window.innerWidth - SIDEBAR)
  useLayoutEffect(() => {
    const measured = element.current
    if (!measured) return undefined
    // Before the frame is painted. Reading the width here, before the layout, would force one more.
    const resized = new ResizeObserver(() => {
      lastWidth = measured.clientWidth
      flushSync(() => setWidth(measured.clientWidth))
    })
    resized.observe(measured)
    return () => resized.disconnect()
  }, [element])
  return width
}
