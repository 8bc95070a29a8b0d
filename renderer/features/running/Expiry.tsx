import { useTranslation } from 'react-i18next'
import type { Loaded } from '#shared/contract/running.ts'
import { formatClock } from '#shared/domain/format.ts'
import { expiryOf } from '#shared/domain/memory.ts'
import { useNow } from '../../app/now.ts'

/** Countdown to the unloading of a model, by the server's clock. */
export function Expiry({ expiresAt, clockOffsetMs }: Pick<Loaded, 'expiresAt'> & { clockOffsetMs: number | null }) {
  const { t } = useTranslation()
  const expiry = expiryOf(expiresAt, useNow(1000) + (clockOffsetMs ?? 0))
  if (expiry.kind === 'never' || expiry.kind === 'unknown')
    return <span className="text-code text-ink-2">{t(`running.expiry.${expiry.kind}`)}</span>
  const isStopping = expiry.kind === 'stopping'
  return (
    <div className="min-w-80 text-right" role="timer" aria-live="off">
      <div className={isStopping ? 'font-semibold' : 'figures font-mono font-semibold'}>
        {isStopping ? t('running.expiry.stopping') : formatClock(expiry.ms)}
      </div>
      <div className="text-caption text-ink-2">
        {isStopping ? t('running.expiry.stoppingText') : t('running.expiry.in')}
      </div>
    </div>
  )
}
