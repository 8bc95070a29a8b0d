import { useTranslation } from 'react-i18next'
import type { Loaded } from '#shared/contract/running.ts'
import { formatClock } from '#shared/domain/format.ts'
import { expiryOf } from '#shared/domain/memory.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'

/** Countdown to the unloading of a model, by the server's clock, or why there is none. */
export function Expiry({ model, clockOffsetMs }: { model: Loaded; clockOffsetMs: number | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(1000)
  const expiry = expiryOf(model, now + (clockOffsetMs ?? 0))
  if (expiry.kind === 'never' || expiry.kind === 'unknown')
    return <span className="text-code text-ink-2">{t(`running.expiry.${expiry.kind}`)}</span>
  const { stoppingSince, expiryFollowsClock } = model
  if (expiry.kind === 'stopping')
    return (
      <Told
        text={t('running.expiry.stopping')}
        caption={t('running.expiry.stoppingText', { time: format.seconds(now - (stoppingSince ?? now)) })}
      />
    )
  if (expiry.kind === 'overdue')
    return (
      <Told
        text={t('running.expiry.overdue')}
        caption={t('running.expiry.overdueText', { time: format.seconds(expiry.ms) })}
      />
    )
  if (expiryFollowsClock) return <Told text={format.seconds(expiry.ms)} caption={t('running.expiry.fixedText')} />
  return (
    <div className="min-w-80 text-right" role="timer" aria-live="off">
      <div className="figures font-mono font-semibold">{formatClock(expiry.ms)}</div>
      <div className="text-caption text-ink-2">{t('running.expiry.in')}</div>
    </div>
  )
}

function Told({ text, caption }: { text: string; caption: string }) {
  return (
    <div className="max-w-256 min-w-80 text-right" role="timer" aria-live="off">
      <div className="font-semibold">{text}</div>
      <div className="figures text-caption text-ink-2">{caption}</div>
    </div>
  )
}
