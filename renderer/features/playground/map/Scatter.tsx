import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../app/i18n.ts'
import { useTheme } from '../../../app/theme.ts'
import { classes, escapeInvisible } from '../../../ui/index.ts'
import { useSize } from '../results/use-size.ts'
import { drawMap, mapInk, type MapPicture, radiusOf } from './draw-map.ts'
import { type Frame, frameOf, hitAt, insideOf, type Place, placeOf, towards, whole, type Zoom, zoomAt } from './view.ts'

const MARGIN = 26
/** Largest distance from a point at which it is hit, in pixels. */
const REACH = 12
const STEP = 1.3

interface ScatterProps extends Pick<MapPicture, 'points' | 'groups' | 'hasGroups' | 'selection' | 'query' | 'zoom'> {
  label: string
  texts: readonly string[]
  groupOf: (row: number) => string | null
  /** Rows; -1 for none. */
  active: number
  hovered: number
  /** Whether dragging draws a line around points; else it moves the map, and Shift draws. */
  isLasso: boolean
  onZoom: (zoom: Zoom) => void
  onHover: (row: number) => void
  onActivate: (row: number) => void
  onSelectRows: (rows: number[]) => void
}

type Drag = { kind: 'move'; from: Place; zoom: Zoom } | { kind: 'lasso'; line: Place[] }

/** Scatter plot with hover, activation, zoom and lasso; arrow keys move from point to point. */
export function Scatter(props: ScatterProps) {
  const { points, zoom, label, texts, groupOf, active, hovered, isLasso } = props
  const { onZoom, onHover, onActivate, onSelectRows } = props
  const { t } = useTranslation()
  const format = useFormat()
  const theme = useTheme()
  const holder = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(holder)
  const frame = frameOf(points, width, height, MARGIN)
  const [shownDrag, showDrag] = useState<Drag | null>(null)
  // A pointer moves and is released faster than the page renders.
  const drag = useRef<Drag | null>(null)
  const setDrag = (next: Drag | null) => {
    drag.current = next
    showDrag(next)
  }
  const [isPointed, setPointed] = useState(false)
  useWheel(holder, frame, zoom, onZoom)

  const pixelOf = (event: PointerEvent): Place => {
    const box = holder.current?.getBoundingClientRect()
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)]
  }
  const hit = (pixel: Place) => hitAt(points, frame, zoom, pixel, REACH)
  const press = (event: PointerEvent) => {
    if (event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const pixel = pixelOf(event)
    setDrag(isLasso || event.shiftKey ? { kind: 'lasso', line: [pixel] } : { kind: 'move', from: pixel, zoom })
  }
  const move = (event: PointerEvent) => {
    const pixel = pixelOf(event)
    const now = drag.current
    setPointed(true)
    if (now?.kind === 'lasso') setDrag({ ...now, line: [...now.line, pixel] })
    else if (now)
      onZoom({ ...now.zoom, dx: now.zoom.dx + pixel[0] - now.from[0], dy: now.zoom.dy + pixel[1] - now.from[1] })
    else onHover(hit(pixel))
  }
  const release = (event: PointerEvent) => {
    const pixel = pixelOf(event)
    const now = drag.current
    const isClick = now?.kind === 'move' ? isNear(now.from, pixel) : (now?.line.length ?? 0) < 4
    if (now && isClick) {
      const row = hit(pixel)
      if (row >= 0) onActivate(row)
    } else if (now?.kind === 'lasso') onSelectRows(insideOf(points, frame, zoom, now.line))
    setDrag(null)
  }
  const key = (event: KeyboardEvent) => {
    const middle: Place = [width / 2, height / 2]
    const direction = directions[event.key]
    const cursor = hovered >= 0 ? hovered : active
    if (direction) {
      const row = towards(points, cursor, direction)
      if (row >= 0) onHover(row)
    } else if (event.key === '+' || event.key === '=') onZoom(zoomAt(zoom, frame, STEP, middle))
    else if (event.key === '-') onZoom(zoomAt(zoom, frame, 1 / STEP, middle))
    else if (event.key === '0') onZoom(whole)
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && cursor >= 0) onActivate(cursor)
    else if (event.key === ' ' && cursor >= 0)
      onSelectRows(
        props.selection.has(cursor)
          ? [...props.selection].filter((row) => row !== cursor)
          : [...props.selection, cursor],
      )
    else return
    event.preventDefault()
  }
  const textOf = (row: number) =>
    [`${format.count(row + 1)} ${escapeInvisible(texts[row] ?? '')}`, groupOf(row)].filter(Boolean).join(' · ')
  return (
    <div
      ref={holder}
      role="application"
      aria-label={label}
      tabIndex={0}
      onKeyDown={key}
      onBlur={() => onHover(-1)}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={() => setDrag(null)}
      onPointerLeave={() => {
        setPointed(false)
        onHover(-1)
      }}
      className={classes(
        'relative min-h-0 min-w-0 flex-1 self-stretch touch-none overflow-hidden',
        isLasso && 'cursor-crosshair',
      )}
    >
      <Points key={theme} {...props} frame={frame} />
      {shownDrag?.kind === 'lasso' && (
        <svg aria-hidden className="pointer-events-none absolute inset-0 size-full">
          <polygon
            points={shownDrag.line.map((place) => place.join()).join(' ')}
            className="fill-accent stroke-accent"
            fillOpacity={0.12}
          />
        </svg>
      )}
      <Ring points={points} frame={frame} zoom={zoom} row={active} />
      <Ring points={points} frame={frame} zoom={zoom} row={hovered} isHovered />
      <span role="status" className="sr-only">
        {hovered >= 0 && !isPointed ? textOf(hovered) : ''}
      </span>
      {hovered >= 0 && (
        <Tip place={placeOf(frame, zoom, points[2 * hovered] ?? 0, points[2 * hovered + 1] ?? 0)} frame={frame}>
          {textOf(hovered)}
        </Tip>
      )}
      {width > 0 && points.length === 0 ? <p>{t('playground.map.nothing')}</p> : null}
    </div>
  )
}

const directions: Record<string, Place> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
}

const isNear = ([ax, ay]: Place, [bx, by]: Place) => Math.hypot(ax - bx, ay - by) < 4

/** The wheel zooms around the pointer. React's listener is passive and could not prevent the page from scrolling. */
function useWheel(holder: React.RefObject<HTMLElement | null>, frame: Frame, zoom: Zoom, onZoom: (zoom: Zoom) => void) {
  useEffect(() => {
    const element = holder.current
    const turn = (event: WheelEvent) => {
      event.preventDefault()
      const box = element?.getBoundingClientRect()
      const pixel: Place = [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)]
      onZoom(zoomAt(zoom, frame, Math.exp(-event.deltaY / 400), pixel))
    }
    element?.addEventListener('wheel', turn, { passive: false })
    return () => element?.removeEventListener('wheel', turn)
  }, [holder, frame, zoom, onZoom])
}

type PointsProps = Pick<MapPicture, 'points' | 'groups' | 'hasGroups' | 'selection' | 'query' | 'zoom' | 'frame'>

/** Canvas with the points. It reads the colours from the page, so it must be mounted again when the theme changes. */
function Points({ points, groups, hasGroups, selection, query, zoom, frame }: PointsProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { x, y, unit, width, height } = frame
  useEffect(() => {
    const drawn = requestAnimationFrame(() => {
      const context = canvas.current?.getContext('2d')
      if (!canvas.current || !context || width <= 0 || height <= 0) return
      canvas.current.width = width * devicePixelRatio
      canvas.current.height = height * devicePixelRatio
      const picture = { points, groups, hasGroups, selection, query, zoom, frame: { x, y, unit, width, height } }
      drawMap(context, { ...picture, ...mapInk() }, devicePixelRatio)
    })
    return () => cancelAnimationFrame(drawn)
  }, [points, groups, hasGroups, selection, query, zoom, x, y, unit, width, height])
  return <canvas ref={canvas} className="pointer-events-none absolute inset-0 size-full" />
}

interface RingProps {
  points: Float32Array
  frame: Frame
  zoom: Zoom
  row: number
  isHovered?: boolean
}

function Ring({ points, frame, zoom, row, isHovered = false }: RingProps) {
  const [x, y] = placeOf(frame, zoom, points[2 * row] ?? Number.NaN, points[2 * row + 1] ?? Number.NaN)
  if (Number.isNaN(x)) return null
  const size = 2 * radiusOf(points.length / 2) + 8
  return (
    <span
      aria-hidden
      className={classes(
        'pointer-events-none absolute rounded-full border-2',
        isHovered ? 'border-ink' : 'border-accent',
      )}
      style={{ left: x - size / 2, top: y - size / 2, width: size, height: size }}
    />
  )
}

/** Tooltip of a point, on the side with enough space. */
function Tip({ place: [x, y], frame, children }: { place: Place; frame: Frame; children: string }) {
  if (Number.isNaN(x)) return null
  const isRight = x < frame.width / 2
  const isAbove = y > frame.height / 2
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute z-10 line-clamp-3 max-w-[70%] rounded-control bg-ink px-8 py-4 text-caption text-panel shadow-popup"
      style={{
        ...(isRight ? { left: x + 12 } : { right: frame.width - x + 12 }),
        ...(isAbove ? { bottom: frame.height - y + 10 } : { top: y + 10 }),
      }}
    >
      {children}
    </span>
  )
}
