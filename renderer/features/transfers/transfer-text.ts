import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { isEndState, type TransferState } from '#shared/domain/transfer-state.ts'
import { useFormat } from '../../app/i18n.ts'
import { mayGrow, resultOf, sharedUnit, shortDigest } from './figures.ts'

/** Status text of a transfer. */
export function useStatusText(): (transfer: Transfer) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const atWork = ({ phase, status, silent, layers, kind, retryAt, problem }: Transfer): string => {
    if (problem !== null) return t(`transfers.status.${retryAt === null ? 'tryingAgain' : 'waiting'}`)
    if (silent) return t('transfers.status.silent')
    if (phase === 'starting' || phase === 'manifest' || phase === 'verifying') return t(`transfers.status.${phase}`)
    if (phase === 'finishing') return t(`transfers.status.${status.startsWith('removing') ? 'removing' : kind}`)
    const last = layers.at(-1)
    if (phase === 'layers' && last)
      return shortDigest(last.digest) === null
        ? t('transfers.status.tensors')
        : t('transfers.status.layer', { n: format.count(layers.length) })
    return status === '' ? t('transfers.status.working') : status
  }
  const queued = ({ heldBy, opensAt }: Transfer): string => {
    if (opensAt !== null) return t('transfers.status.opensAt', { time: format.upcoming(opensAt, Date.now()) })
    if (heldBy === null) return t('transfers.status.queued')
    return t(`transfers.status.heldBy.${heldBy.kind}`, { name: heldBy.name })
  }
  return (transfer) => {
    const { state, total, completed, attempt, rescues } = transfer
    const share = total > 0 ? format.progress(completed / total) : null
    const texts: Partial<Record<TransferState, () => string>> = {
      queued: () => queued(transfer),
      pausing: () => t('transfers.status.pausing'),
      paused: () => (share === null ? t('transfers.status.paused') : t('transfers.status.pausedAt', { share })),
      cancelling: () => t('transfers.status.cancelling'),
      done: () => t('transfers.status.done'),
      failed: () => (share === null ? t('transfers.status.failed') : t('transfers.status.failedAt', { share })),
      cancelled: () =>
        share === null ? t('transfers.status.cancelled') : t('transfers.status.cancelledAt', { share }),
    }
    const parts = [texts[state]?.() ?? atWork(transfer)]
    if (attempt > 1) parts.push(t('transfers.status.attempt', { n: format.count(attempt) }))
    if (rescues > 0) parts.push(t('transfers.status.rescues', { count: rescues, n: format.count(rescues) }))
    return parts.join(' · ')
  }
}

const SECOND = 1000

/** Progress text: `39.4 of at least 65.3 GB · 48.1 MB/s · 4 min left`, without what is unknown. */
export function useFigureText(): (transfer: Transfer) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return (transfer) => {
    const { total, completed, rate, remainingMs, quietSince, state } = transfer
    if (total === 0) return ''
    const all = format.bytes(total)
    if (state === 'done') return all
    const grows = mayGrow(transfer)
    const amount = { done: sharedUnit(format.bytes(completed), all), total: all }
    const parts: string[] = [t(grows ? 'transfers.atLeast' : 'transfers.of', amount)]
    // The rate from before a silence does not apply any more.
    if (quietSince === null && rate !== null) parts.push(format.rate(rate))
    if (quietSince === null && remainingMs !== null)
      parts.push(t('transfers.left', { time: format.duration(Math.max(SECOND, remainingMs)) }))
    return parts.join(' · ')
  }
}

/** Text about the result of an ended transfer, one or two sentences; `null` if there is nothing to report. */
export function useResultText(): (transfer: Transfer) => string | null {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ state, kind, phase, moved, cached, activeMs }) => {
    if (!isEndState(state)) return null
    const values = {
      moved: format.bytes(moved),
      cached: format.bytes(cached),
      time: format.duration(activeMs),
    }
    if (state === 'done') return t(`transfers.result.${kind}.${resultOf({ moved, cached })}`, values)
    const until = moved > 0 ? t(`transfers.until.${kind}`, values) : null
    if (state === 'failed') return until
    if (activeMs === 0) return t('transfers.stopped.unstarted')
    const verifying = phase === 'verifying' || phase === 'finishing'
    const stopped = t(`transfers.stopped.${kind === 'pull' && verifying ? 'pullVerifying' : kind}`)
    return until === null ? stopped : t('transfers.sentences', { first: until, second: stopped })
  }
}
