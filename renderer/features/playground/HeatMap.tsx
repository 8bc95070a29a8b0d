import { useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { themeColors, useTheme } from '../../app/theme.ts'
import { cellAt, geometryOf, heatColor, parseRgb, type Geometry } from './heat.ts'

export interface Cell {
  row: number
  column: number
}

interface HeatMapProps {
  matrix: Float32Array
  count: number
  least: number
  selected: number
  cell: Cell | null
  onCell: (cell: Cell | null) => void
  onSelect: (row: number) => void
}

/** A square of cells, darker where two texts are more alike. Arrow keys move a cursor, Enter chooses its text. */
export function HeatMap({ matrix, count, least, selected, cell, onCell, onSelect }: HeatMapProps) {
  const { t } = useTranslation()
  const theme = useTheme()
  const holder = useRef<HTMLDivElement>(null)
  const side = useSide(holder)
  const geometry = geometryOf(side, count)

  const at = (event: MouseEvent) => cellAt(geometry, event.nativeEvent.offsetX, event.nativeEvent.offsetY)
  const move = (event: KeyboardEvent) => {
    const { row, column } = cell ?? { row: Math.min(selected, count - 1), column: 0 }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      if (cell) onSelect(row)
      return
    }
    const [down, right] = steps[event.key] ?? [0, 0]
    if (down === 0 && right === 0) return
    event.preventDefault()
    onCell(cell ? { row: within(row + down, count), column: within(column + right, count) } : { row, column })
  }
  return (
    <div ref={holder} className="relative min-h-0 min-w-0 flex-1">
      <div
        role="application"
        aria-label={t('playground.mapLabel')}
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
            if (hit) onSelect(hit.row)
          }}
        >
          <Cells key={theme} side={side} matrix={matrix} count={count} least={least} />
        </div>
        {selected < count && <Mark geometry={geometry} row={selected} />}
        {cell && <Mark geometry={geometry} row={cell.row} column={cell.column} />}
      </div>
    </div>
  )
}

/** Drawn anew when a figure changes, and mounted anew with the theme, whose colours it reads from the page. */
function Cells({ side, matrix, count, least }: Pick<HeatMapProps, 'matrix' | 'count' | 'least'> & { side: number }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (canvas.current !== null && side > 0) draw(canvas.current, side, matrix, geometryOf(side, count), least)
    })
    return () => cancelAnimationFrame(frame)
  }, [side, matrix, count, least])
  return <canvas ref={canvas} className="pointer-events-none size-full" />
}

const steps: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

const within = (index: number, count: number) => Math.min(count - 1, Math.max(0, index))

/** A frame around a cell, or around a whole row. */
function Mark({ geometry, row, column }: { geometry: Geometry; row: number; column?: number }) {
  const { gutter, cell, gap, count } = geometry
  const isRow = column === undefined
  return (
    <span
      aria-hidden
      className={
        isRow
          ? 'pointer-events-none absolute rounded-small outline outline-accent'
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

/** The side of the largest square that fits, in whole pixels. */
function useSide(holder: React.RefObject<HTMLElement | null>): number {
  const [side, setSide] = useState(0)
  useEffect(() => {
    const element = holder.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => setSide(Math.floor(Math.min(element.clientWidth, element.clientHeight))))
    observer.observe(element)
    return () => observer.disconnect()
  }, [holder])
  return side
}

function draw(canvas: HTMLCanvasElement, side: number, matrix: Float32Array, geometry: Geometry, least: number): void {
  const context = canvas.getContext('2d')
  if (context === null) return
  const { gutter, cell, gap, count } = geometry
  const scale = devicePixelRatio
  canvas.width = side * scale
  canvas.height = side * scale
  context.scale(scale, scale)
  const colors = themeColors('panel', 'accent', 'ink-2', 'line')
  const ground = parseRgb(colors.panel)
  const ink = parseRgb(colors.accent)
  const blank = parseRgb(colors.line)
  const colorOf = (at: number) => {
    const value = matrix[at] as number
    return Number.isNaN(value) ? blank : heatColor(value, least, ground, ink)
  }
  if (gap === 0) {
    drawPixels(context, count, colorOf, gutter, side)
    return
  }
  const radius = Math.min(3, cell / 5)
  for (let at = 0; at < count * count; at++) {
    const [r, g, b] = colorOf(at)
    context.fillStyle = `rgb(${r} ${g} ${b})`
    context.beginPath()
    context.roundRect(
      gutter + (at % count) * cell,
      gutter + Math.floor(at / count) * cell,
      cell - gap,
      cell - gap,
      radius,
    )
    context.fill()
  }
  if (gutter > 0) drawIndices(context, geometry, colors['ink-2'])
}

/** A pixel a cell, enlarged without smoothing. */
function drawPixels(
  context: CanvasRenderingContext2D,
  count: number,
  colorOf: (at: number) => readonly [number, number, number],
  gutter: number,
  side: number,
): void {
  const small = new OffscreenCanvas(count, count)
  const pixels = new ImageData(count, count)
  for (let at = 0; at < count * count; at++) pixels.data.set([...colorOf(at), 255], at * 4)
  small.getContext('2d')?.putImageData(pixels, 0, 0)
  context.imageSmoothingEnabled = false
  context.drawImage(small, gutter, gutter, side - gutter, side - gutter)
}

function drawIndices(context: CanvasRenderingContext2D, { gutter, cell, gap, count }: Geometry, color: string): void {
  context.fillStyle = color
  context.font = `${Math.min(11, cell * 0.75)}px ${getComputedStyle(document.body).fontFamily}`
  context.textBaseline = 'middle'
  for (let index = 0; index < count; index++) {
    const middle = gutter + index * cell + (cell - gap) / 2
    context.textAlign = 'right'
    context.fillText(String(index + 1), gutter - 6, middle)
    context.textAlign = 'center'
    context.fillText(String(index + 1), middle, gutter - 9)
  }
}
