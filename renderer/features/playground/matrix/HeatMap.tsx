import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useTheme } from '../../../app/theme.ts'
import { useSize } from '../results/use-size.ts'
import { drawMatrix, matrixInk, type MatrixPicture } from './draw-matrix.ts'
import { cellAt, type Geometry, geometryOf } from './heat.ts'

/** A pair of texts by their rows. */
export interface Cell {
  row: number
  column: number
}

interface HeatMapProps {
  matrix: Float32Array
  count: number
  least: number
  /** The row at each place. */
  rows: Uint32Array
  /** Rows of the active text and of the one hovered elsewhere; -1 for none. */
  active: number
  hovered: number
  cell: Cell | null
  onCell: (cell: Cell | null) => void
  onActivate: (row: number) => void
}

/** Heat map of the similarities, darker for more similar texts. Arrow keys move a cursor, Enter activates its text. */
export function HeatMap({ matrix, count, least, rows, active, hovered, cell, onCell, onActivate }: HeatMapProps) {
  const { t } = useTranslation()
  const theme = useTheme()
  const holder = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(holder)
  const side = Math.floor(Math.min(width, height))
  const geometry = geometryOf(side, count)
  const places = useMemo(() => {
    const inverse = new Int32Array(count).fill(-1)
    rows.forEach((row, place) => (inverse[row] = place))
    return inverse
  }, [rows, count])
  const placeOf = (row: number) => places[row] ?? -1

  const at = (event: MouseEvent): Cell | null => {
    const hit = cellAt(geometry, event.nativeEvent.offsetX, event.nativeEvent.offsetY)
    return hit && { row: rows[hit.row] ?? 0, column: rows[hit.column] ?? 0 }
  }
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      if (cell) onActivate(cell.row)
      return
    }
    const [down, right] = steps[event.key] ?? [0, 0]
    if (down === 0 && right === 0) return
    event.preventDefault()
    const from = cell ?? { row: rows[Math.max(0, placeOf(active))] ?? 0, column: rows[0] ?? 0 }
    const step = (row: number, by: number) => rows[Math.min(count - 1, Math.max(0, placeOf(row) + by))] ?? row
    onCell(cell ? { row: step(from.row, down), column: step(from.column, right) } : from)
  }
  return (
    <div ref={holder} className="relative min-h-0 min-w-0 flex-1">
      <div
        role="application"
        aria-label={t('playground.matrix.label')}
        tabIndex={0}
        onKeyDown={move}
        onBlur={() => onCell(null)}
        className="absolute top-0 left-0"
        style={{ width: side, height: side }}
      >
        <div
          className="size-full"
          onPointerMove={(event) => onCell(at(event))}
          onPointerLeave={() => onCell(null)}
          onClick={(event) => {
            const hit = at(event)
            if (hit) onActivate(hit.row)
          }}
        >
          <Cells key={theme} side={side} matrix={matrix} count={count} least={least} rows={rows} />
        </div>
        {placeOf(active) >= 0 && <Outline geometry={geometry} row={placeOf(active)} />}
        {cell === null && hovered !== active && placeOf(hovered) >= 0 && (
          <Outline geometry={geometry} row={placeOf(hovered)} isFaint />
        )}
        {cell && <Outline geometry={geometry} row={placeOf(cell.row)} column={placeOf(cell.column)} />}
      </div>
    </div>
  )
}

/** Canvas with the cells. It reads the colours from the page, so it must be mounted again when the theme changes. */
function Cells({ side, matrix, count, least, rows }: Omit<MatrixPicture, 'scale' | 'ink' | 'font'> & { side: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d')
      if (!canvas.current || !context || side <= 0) return
      canvas.current.width = side * devicePixelRatio
      canvas.current.height = side * devicePixelRatio
      context.scale(devicePixelRatio, devicePixelRatio)
      drawMatrix(context, side, { matrix, count, least, rows, ...matrixInk() })
    })
    return () => cancelAnimationFrame(frame)
  }, [side, matrix, count, least, rows])
  return <canvas ref={canvas} className="pointer-events-none size-full" />
}

const steps: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

interface OutlineProps {
  geometry: Geometry
  row: number
  column?: number
  isFaint?: boolean
}

/** A frame around a cell, or around a whole row. */
function Outline({ geometry, row, column, isFaint = false }: OutlineProps) {
  const { gutter, cell, gap, count } = geometry
  const isRow = column === undefined
  return (
    <span
      aria-hidden
      className={
        isRow
          ? isFaint
            ? 'pointer-events-none absolute rounded-small outline outline-ink-3'
            : 'pointer-events-none absolute rounded-small outline outline-accent'
          : 'pointer-events-none absolute rounded-small outline-2 outline-ink'
      }
      style={{
        top: gutter + row * cell,
        left: gutter + (column ?? 0) * cell,
        height: Math.max(2, cell - gap),
        width: Math.max(2, cell * (isRow ? count : 1) - gap),
      }}
    />
  )
}
