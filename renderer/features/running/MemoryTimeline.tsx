import { ChevronRight } from 'lucide-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemoryInUse } from '#shared/contract/memory.ts'
import type { MemorySpan } from '#shared/contract/running.ts'
import { heldOf } from '#shared/domain/memory.ts'
import {
  GAP_MS,
  HISTORY_MS,
  memoryEvents,
  memorySummary,
  spanAt,
  type MemorySummary,
} from '#shared/domain/memory-history.ts'
import { inUseAt, inUseLine } from '#shared/domain/memory-in-use.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'
import { useTheme } from '../../app/theme.ts'
import { Card, classes, ModelName, Segmented, seriesClass, Skeleton, useModelLabel } from '../../ui/index.ts'
import { QUARTER, recordedLength, spansSince } from './chart-scale.ts'

const MemoryChart = lazy(() => import('./MemoryChart.tsx').then((module) => ({ default: module.MemoryChart })))

/** The chart is redrawn at this interval, in milliseconds, even without news. */
const MOVE_ON = 10_000
const SHOWN_EVENTS = 100

const MINUTE = 60_000

interface MemoryTimelineProps {
  spans: readonly MemorySpan[]
  /** What all programs use. */
  inUse: readonly MemoryInUse[]
}

/** Memory use of what is recorded of the last hour: a chart, its summary, and the loads and unloads. */
export function MemoryTimeline({ spans: all, inUse }: MemoryTimelineProps) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const theme = useTheme()
  const now = Math.max(useNow(MOVE_ON), all.at(-1)?.to ?? 0)
  const recorded = recordedLength(all, now)
  const [isShort, setShort] = useState(false)
  const length = isShort ? Math.min(QUARTER, recorded) : recorded
  const begin = now - length
  const spans = useMemo(() => spansSince(all, begin), [all, begin])
  const summary = memorySummary(spans, now)
  const text = useSummaryText(summary, length)
  const [pointed, setPointed] = useState<number | null>(null)
  // An empty chart would mean that nothing was loaded.
  const isKnown = summary?.most.exactness !== 'unknown'
  const minutes = Math.round(length / MINUTE)
  const title =
    length === HISTORY_MS
      ? t('running.hour.title')
      : t('running.hour.minutes', { count: minutes, value: format.count(minutes) })
  return (
    <Card aria-labelledby="running-hour" className="flex flex-col gap-8 px-14 py-12">
      <div className="flex flex-wrap items-center justify-between gap-x-14 gap-y-4">
        <div className="flex flex-wrap items-baseline gap-x-10">
          <h2 id="running-hour" className="font-semibold">
            {title}
          </h2>
          <p className="figures text-caption text-ink-2">{text}</p>
        </div>
        {isKnown && recorded > QUARTER && (
          <Segmented
            label={t('running.hour.length')}
            value={isShort ? 'quarter' : 'all'}
            onValueChange={(value) => setShort(value === 'quarter')}
            items={[
              { value: 'quarter', label: format.duration(QUARTER) },
              { value: 'all', label: format.duration(Math.round(recorded / MINUTE) * MINUTE) },
            ]}
          />
        )}
      </div>
      {isKnown && (
        <Suspense fallback={<Skeleton className="h-132" />}>
          <MemoryChart
            key={`${theme} ${i18n.language} ${format.units}`}
            label={t('common.sentences', { first: t('running.hour.chart', { title }), second: text })}
            spans={spans}
            inUse={inUse}
            now={now}
            length={length}
            onPoint={setPointed}
          />
        </Suspense>
      )}
      {isKnown && <Pointed spans={spans} inUse={inUse} begin={begin} time={pointed} />}
      <Events spans={spans} />
    </Card>
  )
}

/** `watchedMs` is said where it is less than the `length` that is shown. */
function useSummaryText(summary: MemorySummary | null, length: number): string {
  const { t } = useTranslation()
  const format = useFormat()
  if (summary === null) return ''
  const { most, mostAt, loads, unloads, watchedMs } = summary
  return [
    most.exactness === 'unknown'
      ? t('running.hour.notReported')
      : t('running.hour.most', { size: format.amount(most), time: format.time(mostAt) }),
    t('running.hour.loads', { count: loads, value: format.count(loads) }),
    t('running.hour.unloads', { count: unloads, value: format.count(unloads) }),
    watchedMs < length - GAP_MS ? t('running.hour.watched', { time: format.duration(watchedMs) }) : '',
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

/** Memory use at the time under the pointer; without a pointer, the legend. */
function Pointed({
  spans,
  inUse,
  begin,
  time,
}: MemoryTimelineProps & {
  /** Of the chart. */
  begin: number
  time: number | null
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const labelOf = useModelLabel()
  const span = time === null ? undefined : spanAt(spans, time)
  const all = new Map(spans.flatMap(({ models }) => models.map(({ name, slot }) => [name, slot])))
  const names = [...all].sort(([, a], [, b]) => a - b)
  const held = new Map(span?.models.map((each) => [each.name, each]))
  const line = inUseLine(inUse, begin).times.length > 0 ? inUse.at(-1) : undefined
  const used = time === null ? undefined : inUseAt(inUse, time)
  const heldText = (name: string) => {
    const each = held.get(name)
    return each && format.amount(heldOf(each))
  }
  return (
    <div className="figures flex min-h-16 flex-wrap gap-x-14 gap-y-2 text-caption text-ink-2">
      {time === null ? null : (
        <span aria-hidden className="min-w-64 font-semibold text-ink">
          {format.time(time, 'second')}
        </span>
      )}
      {names.length === 0 ? t('running.hour.nothing') : null}
      <ul className="contents">
        {names.map(([name, slot]) => (
          <li key={name} className={classes('flex items-center gap-6', span && !held.has(name) && 'opacity-55')}>
            <span aria-hidden className={classes('size-8 rounded-full', seriesClass(slot))} />
            {labelOf(name)}
            {held.has(name) && <span aria-hidden>{heldText(name)}</span>}
          </li>
        ))}
        {line && (
          <li className={classes('flex items-center gap-6', time !== null && !used && 'opacity-55')}>
            <span aria-hidden className="graphic h-2 w-10 bg-ink" />
            {t(`running.hour.inUse.${line.of}`)}
            {used && <span aria-hidden>{format.bytes(used.bytes)}</span>}
          </li>
        )}
      </ul>
      {time !== null && span === undefined ? <span aria-hidden>{t('running.hour.unwatched')}</span> : null}
    </div>
  )
}

function Events({ spans }: { spans: readonly MemorySpan[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const events = memoryEvents(spans).reverse().slice(0, SHOWN_EVENTS)
  if (events.length === 0) return null
  return (
    <details className="group text-caption">
      <summary className="flex w-fit items-center gap-4 rounded-small text-ink-2 hover:text-ink">
        <ChevronRight size={12} aria-hidden className="transition-transform duration-100 group-open:rotate-90" />
        {t('running.hour.events')}
      </summary>
      <ul className="mt-4 flex flex-col gap-2 pl-16">
        {events.map(({ kind, name, slot, after, at }) => (
          <li key={`${at} ${kind} ${name}`} className="flex flex-wrap items-center gap-x-8">
            <span className="figures min-w-64 text-ink-2">
              {at - after <= GAP_MS
                ? format.time(at, 'second')
                : t('running.hour.between', { from: format.time(after), to: format.time(at) })}
            </span>
            <span aria-hidden className={classes('size-8 rounded-full', seriesClass(slot))} />
            <ModelName name={name} />
            <span className="text-ink-2">{t(`running.hour.${kind}`)}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
