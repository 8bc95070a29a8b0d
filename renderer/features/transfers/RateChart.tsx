import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Trace } from '#shared/contract/transfers.ts'
import { ratesOf } from '#shared/domain/sampling.ts'
import { useFormat } from '../../app/i18n.ts'
import { sparkline } from './figures.ts'

/** With fewer steps the curve shows no more than the current rate. */
const ENOUGH = 3

interface Props {
  trace: Trace
  isAtWork: boolean
}

/** Rate of a transfer since its start, as a sparkline scaled to its maximum. */
export const RateChart = memo(function RateChart({ trace, isAtWork }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const rates = ratesOf(trace)
  const most = Math.max(0, ...rates)
  if (rates.length < ENOUGH || most === 0) return null
  const label = t('transfers.rates', {
    time: format.duration(rates.length * trace.everyMs),
    most: format.rate(most),
    mean: format.rate(rates.reduce((sum, rate) => sum + rate, 0) / rates.length),
  })
  const { line, area } = sparkline(rates)
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 100 20"
      preserveAspectRatio="none"
      className={`h-18 w-72 shrink-0 ${isAtWork ? 'text-accent' : 'text-ink-3'}`}
    >
      <title>{label}</title>
      <path d={area} fill="currentColor" opacity="0.18" />
      <path d={line} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}, isSame)

/** Each snapshot brings a copy of the trace, to which little is added. */
function isSame(a: Props, b: Props): boolean {
  const end = ({ trace: { everyMs, moved } }: Props) => [everyMs, moved.length, moved.at(-1)].join()
  return a.isAtWork === b.isAtWork && end(a) === end(b)
}
