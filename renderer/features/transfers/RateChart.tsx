import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { ratesOf } from '#shared/domain/sampling.ts'
import { isAtWork } from '#shared/domain/transfer-state.ts'
import { useFormat } from '../../app/i18n.ts'
import { sparkline } from './figures.ts'

/** With fewer steps the curve shows no more than the current rate. */
const ENOUGH = 3

/** Rate of a transfer since its start, as a sparkline scaled to its maximum. */
export function RateChart({ transfer: { trace, state } }: { transfer: Transfer }) {
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
      className={`h-18 w-72 shrink-0 ${isAtWork({ state }) ? 'text-accent' : 'text-ink-3'}`}
    >
      <title>{label}</title>
      <path d={area} fill="currentColor" opacity="0.18" />
      <path d={line} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
    </svg>
  )
}
