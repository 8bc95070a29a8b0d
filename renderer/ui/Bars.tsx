import { useTranslation } from 'react-i18next'
import { formatList, percentDone } from '#shared/domain/format.ts'
import { classes } from './classes.ts'

export interface Segment {
  key: string
  /** Share of the width, in any unit the segments have in common. */
  size: number
  /** The completed part of `size`. */
  done: number
}

interface ProgressBarProps {
  label: string
  /** Read by a screen reader instead of the percentage: "3.1 of 20 GB". */
  text: string
  /** One per layer, in order; empty while none is known. */
  segments: readonly Segment[]
  /** The value for screen readers, from 0 to 1; by default the completed part of the segments. */
  share?: number | null
  state?: 'running' | 'done' | 'failed' | 'cancelled'
  /** Shows activity without progress, for work without figures. */
  blind?: boolean
}

/** Progress in segments, one per layer: completed ones are green, the current one has the accent colour. */
export function ProgressBar({ label, text, segments, share, state = 'running', blind = false }: ProgressBarProps) {
  const size = segments.reduce((sum, segment) => sum + segment.size, 0)
  const done = segments.reduce((sum, segment) => sum + segment.done, 0)
  const known = size > 0
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuetext={text}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(known && !blind ? { 'aria-valuenow': percentDone(share ?? done / size) } : {})}
      className={classes('graphic track flex h-8 gap-3 overflow-hidden rounded-small', blind && 'pulse')}
    >
      {known ? null : (
        <span className={classes('h-full flex-1 rounded-small bg-track', state === 'running' && 'pulse')} />
      )}
      {segments.map((segment) => {
        const part = segment.size === 0 ? 1 : Math.min(1, segment.done / segment.size)
        const fill =
          state === 'failed' ? 'bg-bad' : state === 'cancelled' ? 'bg-ink-3' : part === 1 ? 'bg-good' : 'bg-accent'
        return (
          <span
            key={segment.key}
            className="h-full min-w-6 overflow-hidden rounded-small bg-track"
            style={{ flexGrow: segment.size, flexBasis: 0 }}
          >
            <span className={classes('block h-full', fill)} style={{ width: `${part * 100}%` }} />
          </span>
        )
      })}
    </div>
  )
}

const seriesClasses = ['bg-series-1', 'bg-series-2', 'bg-series-3', 'bg-series-4', 'bg-series-5'] as const

/** Names of the colour tokens of a series, for a canvas; see `themeColors`. */
export const seriesColors = ['series-1', 'series-2', 'series-3', 'series-4', 'series-5'] as const

/** Background classes of the n-th item of a series. */
export function seriesClass(index: number): string {
  return `graphic ${seriesClasses[index % seriesClasses.length]}`
}

export interface MemoryPart {
  key: string
  /** Name and size, as text. */
  label: string
  /** Bytes on GPUs (solid), in system memory (hatched), and of unknown location (pale). */
  gpu: number
  cpu: number
  unknown?: number
  /** Index of the colour, see `seriesClass`. */
  series: number
}

/** Memory that models hold. The whole width is their sum, as the total memory of the machine is unknown. */
export function MemoryBar({
  label,
  parts,
  tall = false,
}: {
  label: string
  parts: readonly MemoryPart[]
  tall?: boolean
}) {
  const { language } = useTranslation().i18n
  return (
    <div
      role="img"
      aria-label={formatList([label, ...parts.map((part) => part.label)], language)}
      className={classes('graphic track flex overflow-hidden rounded-small bg-track', tall ? 'h-12' : 'h-6')}
    >
      {parts.map((part) => (
        <span
          key={part.key}
          title={part.label}
          className="flex h-full min-w-2"
          style={{ flexGrow: part.gpu + part.cpu + (part.unknown ?? 0), flexBasis: 0 }}
        >
          <span className={seriesClass(part.series)} style={{ flexGrow: part.gpu }} />
          <span className="hatched" style={{ flexGrow: part.cpu }} />
          <span className="bg-ink-3" style={{ flexGrow: part.unknown ?? 0 }} />
        </span>
      ))}
    </div>
  )
}
