import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../app/i18n.ts'
import { CopyButton, ProblemView, Truncated } from '../../../ui/index.ts'
import { call, computeProblem, useComputed } from '../run/compute-client.ts'
import type { Result } from '../run/results.ts'
import { useView } from '../view.ts'
import { vectorFacts, type VectorFacts } from './vector-facts.ts'

const BINS = 40
const FIRST = 24

const decimals = (value: number, places: number) => (Number.isNaN(value) ? '–' : value.toFixed(places))

/** The vector of the active text. */
export function VectorView({ result }: { result: Result }) {
  const { t } = useTranslation()
  const format = useFormat()
  const active = useView((view) => view.active)
  const { id, rows, keys, missing, facts } = result
  const row = (active === null ? undefined : rows.get(active)) ?? 0
  const { data: vector, error } = useComputed(['vector', id, row], () => call('vector', { id, row }))
  const told = useMemo(() => (vector ? vectorFacts(vector, BINS) : null), [vector])
  if (error) return <ProblemView size="line" className="pt-10" problem={computeProblem(error)} />
  if (!vector || !told) return null
  const problem = missing.get(keys[row] ?? '')
  return (
    <div className="flex flex-col gap-10 pt-10">
      <Truncated
        as="h3"
        text={t('playground.vector.of', { index: format.count(row + 1), text: facts.texts[row]?.text ?? '' })}
        className="font-semibold"
      />
      {problem ? <ProblemView problem={problem} /> : <Numbers vector={vector} told={told} />}
    </div>
  )
}
/** Norm and range of a vector, a histogram, its first numbers, and all of them. */
function Numbers({ vector, told }: { vector: Float32Array; told: VectorFacts }) {
  const { t } = useTranslation()
  const format = useFormat()
  const text = useMemo(() => Array.from(vector, (value) => decimals(value, 6)).join(', '), [vector])
  const figures = [
    [t('playground.vector.norm'), decimals(told.norm, 4)],
    [t('playground.vector.least'), decimals(told.least, 4)],
    [t('playground.vector.most'), decimals(told.most, 4)],
    [t('playground.vector.mean'), decimals(told.mean, 5)],
    [t('playground.vector.dimensions'), format.count(vector.length)],
    ...(told.broken > 0 ? [[t('playground.vector.broken'), format.count(told.broken)]] : []),
  ]
  return (
    <>
      <dl className="figures flex flex-wrap gap-x-18 gap-y-4">
        {figures.map(([name, value]) => (
          <div key={name} className="flex gap-6">
            <dt className="text-ink-2">{name}</dt>
            <dd className="font-mono text-code">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="grid gap-x-18 gap-y-10 @[560px]:grid-cols-2">
        <figure>
          <figcaption className="mb-4 text-caption text-ink-2">{t('playground.vector.histogram')}</figcaption>
          <Bars label={t('playground.vector.histogram')} values={told.bins} />
        </figure>
        <figure>
          <figcaption className="mb-4 text-caption text-ink-2">
            {t('playground.vector.first', { value: format.count(Math.min(FIRST, vector.length)) })}
          </figcaption>
          <Bars
            label={t('playground.vector.first', { value: format.count(Math.min(FIRST, vector.length)) })}
            values={Array.from(vector.subarray(0, FIRST))}
          />
        </figure>
      </div>
      <div className="flex items-start gap-6">
        <p
          className="selectable max-h-90 flex-1 overflow-y-auto rounded-control border border-line bg-inset p-8 font-mono text-caption wrap-anywhere"
          tabIndex={0}
        >
          {text}
        </p>
        <CopyButton text={`[${text}]`} label={t('playground.vector.copy')} />
      </div>
    </>
  )
}

/** Bar chart of positive and negative values, scaled to the largest. */
function Bars({ label, values }: { label: string; values: readonly number[] }) {
  const finite = values.map((value) => (Number.isFinite(value) ? value : 0))
  const high = Math.max(0, ...finite)
  const low = Math.min(0, ...finite)
  const size = high - low || 1
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${values.length} 1`}
      preserveAspectRatio="none"
      className="h-54 w-full"
    >
      {finite.map((value, at) => (
        <rect
          key={at}
          x={at + 0.1}
          width={0.8}
          y={(high - Math.max(0, value)) / size}
          height={Math.abs(value) / size}
          className={value < 0 ? 'fill-series-2' : 'fill-series-1'}
        >
          <title>{decimals(value, Number.isInteger(value) ? 0 : 5)}</title>
        </rect>
      ))}
      <line
        x1={0}
        x2={values.length}
        y1={high / size}
        y2={high / size}
        strokeWidth={0.01}
        className="stroke-line-strong"
      />
    </svg>
  )
}
