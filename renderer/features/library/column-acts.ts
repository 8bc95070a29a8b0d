import { useLayoutEffect, useMemo, useState } from 'react'
import {
  columnKinds,
  columnsOf,
  descendsFirst,
  fitting,
  gridTemplate,
  moved,
  resized,
  sortOf,
  toggledColumn,
  type Column,
  type ColumnId,
  type SortId,
} from './columns.ts'
import type { HeadActs } from './GridHead.tsx'
import type { MenuTarget } from './list-menu.ts'
import { useLibraryView } from './view.ts'

/** The columns that fit into the width of `scroller`, and the acts on them. */
export function useColumns(scroller: { current: HTMLElement | null }, openMenuAt: (target: MenuTarget) => void) {
  const { view, change } = useLibraryView()
  const width = useWidth(scroller)
  const all = useMemo(() => columnsOf(view?.columns ?? []), [view?.columns])
  const columns = useMemo(() => fitting(all, width), [all, width])
  const key = columns.map(({ id }) => id).join(' ')
  const ids = useMemo(() => key.split(' ').filter(Boolean) as ColumnId[], [key])
  const sort = view ? sortOf(view) : ({ id: 'name', desc: false } as const)
  const put = (columns: Column[]) => change({ columns })
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

/** Width that fits all columns, used until the list is measured. */
const WIDE = Object.values(columnKinds).reduce((sum, { width }) => sum + width, 1000)

function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(WIDE)
  useLayoutEffect(() => {
    const measured = element.current
    if (!measured) return undefined
    const look = () => setWidth(measured.clientWidth)
    look()
    const resized = new ResizeObserver(look)
    resized.observe(measured)
    return () => resized.disconnect()
  }, [element])
  return width
}
