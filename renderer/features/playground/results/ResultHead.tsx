import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../app/i18n.ts'
import { IconButton, ModelName, Segmented, Select } from '../../../ui/index.ts'
import { isOpen, useBeside, useResults, useShown } from '../run/results.ts'
import { timingOf } from '../run/timing.ts'
import { useView } from '../view.ts'
import { ExportMenu } from './ExportMenu.tsx'
import type { Facts } from '../../../workers/files/saved.ts'

/** The shown run, its timing (by the server's figures if it gives them), and the export menu. */
export function ResultHead() {
  const { t } = useTranslation()
  const timeText = useRunTime()
  const { runs, show, setBeside } = useResults()
  const results = runs.filter(isOpen)
  const shown = useShown()
  const beside = useBeside()
  const kind = useView((view) => view.beside)
  const look = useView((view) => view.look)
  return (
    <div className="flex min-h-38 shrink-0 items-center gap-10">
      <div className="min-w-0 flex-1">
        {shown === null ? null : (
          <div className="flex min-w-0 flex-wrap items-center gap-x-8 gap-y-2">
            {results.length > 1 ? (
              <Select
                compact
                label={t('playground.runs.show')}
                value={shown.id}
                className="max-w-260"
                items={results.map(({ id, facts, hostId }) => ({
                  value: id,
                  label: `${facts.model} · ${hostId === null ? t('playground.runs.file') : timeText(facts.at)}`,
                }))}
                onValueChange={show}
              />
            ) : (
              <ModelName name={shown.facts.model} />
            )}
            {beside === null ? null : (
              <span className="flex min-w-0 items-center gap-4">
                <span className="shrink-0 text-ink-2">{t('playground.runs.against')}</span>
                <ModelName name={beside.facts.model} />
                <IconButton icon={X} label={t('playground.runs.alone')} onClick={() => setBeside(null)} />
                <Segmented
                  label={t('playground.beside.label')}
                  value={kind}
                  items={(['maps', 'matrices'] as const).map((value) => ({
                    value,
                    label: t(`playground.beside.${value}`),
                  }))}
                  onValueChange={(value) => look({ beside: value })}
                />
              </span>
            )}
          </div>
        )}
        <Timing />
      </div>
      <ExportMenu result={shown} />
    </div>
  )
}

function Timing() {
  const { t } = useTranslation()
  const format = useFormat()
  const shapeText = useShapeText()
  const shown = useShown()
  if (shown === null) return <div role="status" />
  const { facts } = shown
  const { tokens, ms, isMeasured, loadMs, tokensPerSecond } = timingOf(facts.figures)
  return (
    <div role="status" className="figures flex flex-wrap gap-x-14 text-code text-ink-2">
      <span>{shapeText(facts)}</span>
      {tokens === null ? null : (
        <span>{t('playground.timing.tokens', { count: tokens, value: format.count(tokens) })}</span>
      )}
      <span>
        {t(isMeasured ? 'playground.timing.measured' : 'playground.timing.total', { time: format.duration(ms) })}
        {loadMs === null ? null : ` · ${t('playground.timing.load', { time: format.duration(loadMs) })}`}
      </span>
      {tokensPerSecond === null ? null : (
        <span>{t('playground.timing.speed', { value: format.count(tokensPerSecond) })}</span>
      )}
    </div>
  )
}

/** Number of vectors and dimensions of a run: `18 × 768`, or `17 of 18 × 768` if texts have no vector. */
export function useShapeText(): (facts: Pick<Facts, 'texts' | 'missing' | 'dimensions'>) => string {
  const { t } = useTranslation()
  const { count } = useFormat()
  return ({ texts, missing, dimensions }) => {
    const shape = { texts: count(texts.length), dimensions: count(dimensions) }
    if (missing.length === 0) return t('playground.timing.shape', shape)
    return t('playground.timing.shapeOf', { ...shape, vectors: count(texts.length - missing.length) })
  }
}

/** The end of a run: its time of day, with the date unless that is today. */
export function useRunTime(): (at: number) => string {
  const format = useFormat()
  return (at) =>
    format.date(at) === format.date(Date.now())
      ? format.time(at, 'second')
      : `${format.date(at)} ${format.time(at, 'minute')}`
}
