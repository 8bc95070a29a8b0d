import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { classes } from '../../ui/index.ts'
import { columnKinds, placesMoved, type Column, type ColumnId, type SortId } from './columns.ts'

export const HEAD_HEIGHT = 28

/** Change of a column's width by one key press, in pixels. */
const KEY_STEP = 8

/** Movement of the pointer from which a press is a drag, in pixels. */
const STRAY = 5

export interface HeadActs {
  order: (id: SortId, desc: boolean) => void
  /** Sorts by a column; reverses the order if it is sorted by that column already. */
  sort: (id: SortId) => void
  resize: (id: ColumnId, width: number) => void
  /** Moves a column by a number of positions among the shown ones. */
  move: (id: ColumnId, by: number) => void
  hide: (id: ColumnId) => void
  /** Opens the menu of a column. */
  menu: (id: SortId) => void
}

interface GridHeadProps {
  columns: readonly Column[]
  sort: { id: SortId; desc: boolean }
  acts: HeadActs
}

/** Column headers: a click sorts, dragging moves the column, dragging its edge resizes it. */
export function GridHead({ columns, sort, acts }: GridHeadProps) {
  const { t } = useTranslation()
  return (
    <div
      role="row"
      aria-rowindex={1}
      className="sticky top-0 z-2 grid h-28 items-center border-b border-line bg-panel text-caption text-ink-2 [grid-template-columns:var(--columns)]"
    >
      <span role="columnheader" className="sr-only">
        {t('library.column.state')}
      </span>
      <span aria-hidden />
      <Head id="name" sort={sort} acts={acts} />
      {columns.map((column) => (
        <MovableHead key={column.id} column={column} columns={columns} sort={sort} acts={acts} />
      ))}
      <span role="columnheader" className="sr-only">
        {t('library.column.menu')}
      </span>
    </div>
  )
}

interface HeadProps extends Omit<GridHeadProps, 'columns'> {
  id: SortId
  figures?: boolean
  onKeyDown?: (event: KeyboardEvent) => void
  title?: string
}

function Head({ id, sort, acts, figures = false, onKeyDown, title }: HeadProps) {
  const { t } = useTranslation()
  const isSorted = sort.id === id
  const Icon = sort.desc ? ArrowDown : ArrowUp
  return (
    <div
      role="columnheader"
      aria-sort={isSorted ? (sort.desc ? 'descending' : 'ascending') : 'none'}
      onContextMenu={() => acts.menu(id)}
      className={classes('flex min-w-0', figures ? 'justify-end pr-6' : id !== 'name' && 'pl-10')}
    >
      <button
        type="button"
        title={title}
        onClick={() => acts.sort(id)}
        onKeyDown={onKeyDown}
        className={classes(
          'inline-flex h-22 min-w-0 items-center gap-3 rounded-small whitespace-nowrap -outline-offset-1 hover:text-ink',
          figures && 'flex-row-reverse',
          isSorted && 'font-medium text-ink',
        )}
      >
        <span className="truncate">{t(`library.column.${id}`)}</span>
        {isSorted && <Icon size={12} aria-hidden className="shrink-0" />}
      </button>
    </div>
  )
}

function MovableHead({ column, columns, sort, acts }: GridHeadProps & { column: Column }) {
  const { t } = useTranslation()
  const { id, width } = column
  const { dx, ...drag } = useDrag((by) => acts.move(id, by), columns, id)
  const onKeyDown = (event: KeyboardEvent) => {
    const way = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
    if (way === 0 || event.ctrlKey || event.metaKey || event.altKey === event.shiftKey) return
    event.preventDefault()
    if (event.altKey) acts.move(id, way)
    else acts.resize(id, width + way * KEY_STEP)
  }
  return (
    <div
      {...drag}
      className={classes('relative min-w-0', dx !== 0 && 'z-1 rounded-control bg-raised shadow-control')}
      style={dx === 0 ? undefined : { transform: `translateX(${dx}px)` }}
    >
      <Head
        id={id}
        sort={sort}
        acts={acts}
        figures={columnKinds[id].figures}
        onKeyDown={onKeyDown}
        title={t('library.column.hint')}
      />
      <Edge width={width} onResize={(next) => acts.resize(id, next)} />
    </div>
  )
}

/** The left edge of a column. Resizing takes the space from the name column. Keys on the header do the same. */
function Edge({ width, onResize }: { width: number; onResize: (width: number) => void }) {
  const from = useRef<{ x: number; width: number } | null>(null)
  return (
    <span
      aria-hidden
      data-edge
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
        from.current = { x: event.clientX, width }
      }}
      onPointerMove={(event) => {
        if (from.current) onResize(from.current.width + from.current.x - event.clientX)
      }}
      onLostPointerCapture={() => {
        from.current = null
      }}
      className="absolute inset-y-2 -left-3 w-6 cursor-col-resize touch-none after:absolute after:inset-y-3 after:left-3 after:w-1 after:bg-line hover:after:bg-line-strong"
    />
  )
}

/**
 * Follows a pointer that drags a header sideways and reports at the end by how many positions it moved. Pointer
 * capture is not used, as it would take the click from the button that sorts.
 */
function useDrag(move: (by: number) => void, columns: readonly Column[], id: ColumnId) {
  const [dx, setDx] = useState(0)
  const dragged = useRef(false)
  return {
    dx,
    onPointerDown: ({ button, clientX: start }: PointerEvent) => {
      if (button !== 0) return
      dragged.current = false
      const following = new AbortController()
      const follow = (type: 'pointermove' | 'pointerup' | 'pointercancel', act: (by: number) => void) =>
        window.addEventListener(type, ({ clientX }) => act(clientX - start), { signal: following.signal })
      const end = () => {
        following.abort()
        setDx(0)
      }
      follow('pointermove', (by) => {
        dragged.current ||= Math.abs(by) >= STRAY
        if (dragged.current) setDx(by)
      })
      follow('pointerup', (by) => {
        end()
        if (dragged.current) move(placesMoved(columns, id, by))
        // A press that ends on another element causes no click.
        setTimeout(() => (dragged.current = false))
      })
      follow('pointercancel', end)
    },
    // Ignores the click at the end of a drag.
    onClickCapture: (event: { stopPropagation: () => void }) => {
      if (dragged.current) event.stopPropagation()
    },
  }
}
