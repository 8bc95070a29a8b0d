import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import type { MemoryInUse } from '#shared/contract/memory.ts'
import type { MemorySpan } from '#shared/contract/running.ts'
import { memoryEvents, memoryLayers, type MemoryEvent, type MemoryLayer } from '#shared/domain/memory-history.ts'
import { inUseLine } from '#shared/domain/memory-in-use.ts'
import type { ByteUnits } from '#shared/domain/format.ts'
import { themeColors } from '../../app/theme.ts'
import { seriesColors } from '../../ui/index.ts'
import { byteLines } from './chart-scale.ts'

const HEIGHT = 132
const AXIS_WIDTH = 62
/** Half the width of a time label at the right edge, in pixels. */
const EDGE = 28
/** Factor that leaves room above the areas for the arrows. */
const HEADROOM = 1.16
const STRIPE = 5
const MARK = 4

/** Steps between the times that are written, in seconds: never less than they show. */
const TIME_STEPS = [60, 120, 300, 600, 900, 1800]

interface ChartLabels {
  units: ByteUnits
  bytes: (bytes: number) => string
  /** Formats a time of day. */
  time: (ms: number) => string
}

export interface MemoryChart {
  /** Draws the last `length` milliseconds up to `now`. */
  show(spans: readonly MemorySpan[], inUse: readonly MemoryInUse[], now: number, length: number): void
  close(): void
}

/**
 * Draws memory use as areas over time in the colours of the theme, GPU memory solid and system memory hatched,
 * with an arrow for each load (up) and unload (down), and what all programs use as a line. `pointed` gets the time under the pointer.
 */
export function openMemoryChart(
  element: HTMLElement,
  labels: ChartLabels,
  pointed: (time: number | null) => void,
): MemoryChart {
  const colors = themeColors(...seriesColors, 'panel', 'line', 'ink', 'ink-2', 'ink-3')
  const colorOf = (slot: number) => colors[seriesColors[slot % seriesColors.length] ?? seriesColors[0]]
  let chart: uPlot | undefined
  let drawn = ''
  let events: readonly MemoryEvent[] = []

  const fillOf = ({ kind, slot }: MemoryLayer): CanvasPattern | string => {
    if (kind === 'gpu') return colorOf(slot)
    return kind === 'cpu' ? stripes(colorOf(slot), colors.panel) : colors['ink-3']
  }
  const drawMarks = (plot: uPlot) => {
    const { ctx, bbox } = plot
    const size = MARK * devicePixelRatio
    ctx.save()
    for (const { at, kind, slot } of events) {
      const x = plot.valToPos(at / 1000, 'x', true)
      if (x < bbox.left) continue
      const [tip, base] = kind === 'load' ? [bbox.top, bbox.top + 2 * size] : [bbox.top + 2 * size, bbox.top]
      ctx.fillStyle = colorOf(slot)
      ctx.strokeStyle = colors['ink-3']
      ctx.setLineDash([size / 2, size / 2])
      ctx.beginPath()
      ctx.moveTo(x, bbox.top + 2 * size)
      ctx.lineTo(x, bbox.top + bbox.height)
      ctx.stroke()
      ctx.beginPath()
      ctx.moveTo(x, tip)
      ctx.lineTo(x - size, base)
      ctx.lineTo(x + size, base)
      ctx.fill()
    }
    ctx.restore()
  }
  const axis = { stroke: colors['ink-2'], font: '11px "Inter Variable", sans-serif', ticks: { show: false } }
  /** The highest area first, as each covers those below it, and the line over all. */
  const create = (layers: readonly MemoryLayer[], hasLine: boolean) =>
    new uPlot(
      {
        width: Math.max(1, element.clientWidth),
        height: HEIGHT,
        padding: [6, EDGE, 0, 0],
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
        scales: {
          x: { time: true, auto: false },
          y: { range: (_plot, _least, most) => [0, Math.max(1, most || 0) * HEADROOM] },
        },
        axes: [
          {
            ...axis,
            size: 24,
            space: 70,
            incrs: TIME_STEPS,
            grid: { show: false },
            values: (_plot, times) => times.map((time) => labels.time(time * 1000)),
          },
          {
            ...axis,
            size: AXIS_WIDTH,
            splits: (_plot, _axis, _least, most) => byteLines(most, labels.units),
            grid: { stroke: colors.line, width: 1 },
            values: (_plot, sizes) => sizes.map((size) => labels.bytes(size)),
          },
        ],
        series: [
          {},
          ...layers.map((layer): uPlot.Series => ({
            fill: () => fillOf(layer),
            stroke: colorOf(layer.slot),
            width: 1,
            points: { show: false },
          })),
          ...(hasLine ? [{ stroke: colors.ink, width: 1.5, points: { show: false } }] : []),
        ],
        hooks: {
          draw: [drawMarks],
          setCursor: [
            (plot) => {
              const left = plot.cursor.left ?? -1
              pointed(left < 0 ? null : plot.posToVal(left, 'x') * 1000)
            },
          ],
        },
      },
      [[], ...layers.map(() => []), ...(hasLine ? [[]] : [])],
      element,
    )

  const fit = new ResizeObserver(() => chart?.setSize({ width: Math.max(1, element.clientWidth), height: HEIGHT }))
  fit.observe(element)

  return {
    show(spans, inUse, now, length) {
      const { times, layers } = memoryLayers(spans)
      const line = inUseLine(inUse, now - length)
      const hasLine = line.times.length > 0
      const highestFirst = [...layers].reverse()
      const look = [hasLine, ...highestFirst.map(({ kind, name, slot }) => `${kind} ${slot} ${name}`)].join('\n')
      if (chart === undefined || look !== drawn) {
        chart?.destroy()
        chart = create(highestFirst, hasLine)
        drawn = look
      }
      events = memoryEvents(spans)
      chart.batch(() => {
        const areas: uPlot.AlignedData = [times, ...highestFirst.map(({ tops }) => tops)]
        const [all, ...values] = hasLine ? uPlot.join([areas, [line.times, line.bytes]]) : areas
        chart?.setData([Array.from(all, (time) => time / 1000), ...values], false)
        chart?.setScale('x', { min: (now - length) / 1000, max: now / 1000 })
      })
    },
    close() {
      fit.disconnect()
      chart?.destroy()
    },
  }
}

function stripes(color: string, ground: string): CanvasPattern | string {
  const canvas = document.createElement('canvas')
  const size = Math.round(STRIPE * devicePixelRatio)
  canvas.width = size
  canvas.height = size
  const context = canvas.getContext('2d')
  if (context === null) return color
  context.fillStyle = ground
  context.fillRect(0, 0, size, size)
  context.strokeStyle = color
  context.lineWidth = size / 3
  // Three lines, so that neighbouring tiles join at the corners.
  for (const shift of [-size, 0, size]) {
    context.beginPath()
    context.moveTo(shift, size)
    context.lineTo(shift + size, 0)
    context.stroke()
  }
  return context.createPattern(canvas, 'repeat') ?? color
}
