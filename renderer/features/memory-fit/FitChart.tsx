import { useTranslation } from 'react-i18next'
import type { Estimate } from '#shared/domain/memory-fit/estimate.ts'
import type { MemoryPart } from '#shared/domain/memory-fit/formula.ts'
import { useFormat } from '../../app/i18n.ts'

const WIDTH = 400
const HEIGHT = 96

/** From bottom to top: the areas, each of some parts, and the class of its colour beside a text. */
export const areas: readonly { className: string; swatch: string; parts: readonly MemoryPart[] }[] = [
  { className: 'fill-series-2', swatch: 'bg-series-2', parts: ['weightsGpu', 'weightsCpu', 'projector'] },
  { className: 'fill-series-1', swatch: 'bg-series-1', parts: ['cacheFull', 'cacheSliding', 'state'] },
  { className: 'fill-series-4', swatch: 'bg-series-4', parts: ['compute', 'output'] },
]

interface FitChartProps {
  curve: readonly Estimate[]
  /** The context that is chosen. */
  context: number
  /** Where the line at what is free is, see `freeLine`. */
  line: number | null
}

const mostOf = (curve: readonly Estimate[]) => curve.reduce((most, { total }) => Math.max(most, total ?? 0), 1)

/** What is free, in bytes, as a line of the chart; `null` far above the areas, which it would flatten. */
export function freeLine(curve: readonly Estimate[], free: number | null): number | null {
  return free !== null && free <= 2 * mostOf(curve) ? free : null
}

/** Memory by context as areas: weights, cache and buffers, with a line at what is free. */
export function FitChart({ curve, context, line }: FitChartProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [first, last] = [curve[0], curve.at(-1)]
  if (!first || !last) return null
  const top = Math.max(mostOf(curve), line ?? 0) * 1.06
  const x = (tokens: number) => (tokens / last.context) * WIDTH
  const y = (bytes: number) => HEIGHT - (bytes / top) * HEIGHT
  const sums = curve.map(({ parts }) => areas.map((area) => area.parts.reduce((sum, part) => sum + parts[part], 0)))
  const upTo = (at: number, area: number) => (sums[at] ?? []).slice(0, area).reduce((sum, bytes) => sum + bytes, 0)
  const points = curve.map((each, at) => ({ at, left: at === 0 ? 0 : x(each.context) }))
  const across = (height: number) => `M0 ${height}H${WIDTH}`
  const edge = (area: number) => points.map(({ at, left }) => `${left.toFixed(1)},${y(upTo(at, area)).toFixed(1)}`)
  return (
    <svg
      role="img"
      aria-label={t('memoryFit.chart', {
        least: format.bytes(first.total ?? 0),
        leastContext: format.count(first.context),
        most: format.bytes(last.total ?? 0),
        mostContext: format.count(last.context),
      })}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="graphic h-88 w-full rounded-small bg-track"
    >
      {areas.map(({ className }, area) => (
        <polygon
          key={className}
          className={className}
          points={[...edge(area), ...edge(area + 1).reverse()].join(' ')}
        />
      ))}
      {line !== null && (
        <>
          {/* A pale line below the dashes, to be seen on every area. */}
          <path d={across(y(line))} strokeWidth={4} vectorEffect="non-scaling-stroke" className="stroke-panel" />
          <path
            d={across(y(line))}
            strokeWidth={1.5}
            strokeDasharray="5 3"
            vectorEffect="non-scaling-stroke"
            className="stroke-bad"
          />
        </>
      )}
      <line
        x1={x(context)}
        x2={x(context)}
        y1={0}
        y2={HEIGHT}
        strokeWidth={1.5}
        vectorEffect="non-scaling-stroke"
        className="stroke-ink"
      />
    </svg>
  )
}
