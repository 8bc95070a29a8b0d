import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { isEndState, type TransferState } from '#shared/domain/transfer-state.ts'
import { useFormat } from '../../app/i18n.ts'
import { resultOf, sharedUnit, shortDigest } from './figures.ts'

/** Status text of a transfer. */
export function useStatusText(): (transfer: Transfer) => string {
  const { t } = useTranslation()
  const format = useFormat()
  const atWork = ({
    phase,
    status,
    silent,
    layers,
    isWhole,
    kind,
    retryAt,
    remainingMs,
    problem,
  }: Transfer): string => {
    if (problem !== null) return t(`transfers.status.${retryAt === null ? 'tryingAgain' : 'waiting'}`)
    if (silent) return t('transfers.status.silent')
    if (phase === 'verifying' && remainingMs !== null)
      return t('transfers.status.verifyingLeft', { time: format.seconds(remainingMs) })
    if (phase === 'starting' || phase === 'manifest' || phase === 'verifying') return t(`transfers.status.${phase}`)
    if (phase === 'finishing') return t(`transfers.status.${status.startsWith('removing') ? 'removing' : kind}`)
    const reached = layers.filter(({ isReached }) => isReached)
    const last = reached.at(-1)
    if (phase === 'layers' && last) {
      if (shortDigest(last.digest) === null) return t('transfers.status.tensors')
      const values = { n: format.count(reached.length), all: format.count(layers.length) }
      return t(isWhole ? 'transfers.status.layerOf' : 'transfers.status.layer', values)
    }
    return status === '' ? t('transfers.status.working') : status
  }
  const queued = ({ heldBy, opensAt }: Transfer): string => {
    if (opensAt !== null) return t('transfers.status.opensAt', { time: format.upcoming(opensAt, Date.now()) })
    if (heldBy === null) return t('transfers.status.queued')
    return t(`transfers.status.heldBy.${heldBy.kind}`, { name: heldBy.name })
  }
  return (transfer) => {
    const { state, attempt, rescues } = transfer
    const texts: Partial<Record<TransferState, () => string>> = {
      queued: () => queued(transfer),
      disk_full: () => t('transfers.status.diskFull'),
      pausing: () => t('transfers.status.pausing'),
      paused: () => t('transfers.status.paused'),
      cancelling: () => t('transfers.status.cancelling'),
      done: () => t('transfers.status.done'),
      failed: () => t('transfers.status.failed'),
      cancelled: () => t('transfers.status.cancelled'),
    }
    const parts = [texts[state]?.() ?? atWork(transfer)]
    if (attempt > 1) parts.push(t('transfers.status.attempt', { n: format.count(attempt) }))
    if (rescues > 0) parts.push(t('transfers.status.rescues', { count: rescues, n: format.count(rescues) }))
    return parts.join(' · ')
  }
}

/** Progress text: `60% · 39.4 of 65.3 GB · 48.1 MB/s · 4 min left`, without what is unknown. */
export function useFigureText(): (transfer: Transfer) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return (transfer) => {
    const { total, completed, share, rate, remainingMs, quietSince, state, phase, isWhole } = transfer
    if (total === 0) return ''
    const all = format.bytes(total)
    if (state === 'done') return all
    const amount = { done: sharedUnit(format.bytes(completed), all), total: all }
    const percent = share === null ? null : format.progress(share)
    const parts: string[] = percent === null ? [] : [isWhole ? percent : t('transfers.ofKnown', { share: percent })]
    parts.push(t(isWhole ? 'transfers.of' : 'transfers.atLeast', amount))
    // The rate from before a silence does not apply any more.
    if (quietSince === null && rate !== null) parts.push(format.rate(rate))
    if (quietSince === null && remainingMs !== null && phase !== 'verifying')
      parts.push(t('transfers.left', { time: format.seconds(remainingMs) }))
    return parts.join(' · ')
  }
}

/**
 * Text about the result of an ended transfer, one or two sentences; `null` if there is nothing to report. `noneIsLeft`:
 * the unfinished files of a pull are gone.
 */
export function useResultText(): (transfer: Transfer, noneIsLeft?: boolean) => string | null {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ state, kind, phase, moved, cached, activeMs }, noneIsLeft = false) => {
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
    const pull = verifying ? 'pullVerifying' : noneIsLeft ? 'pullGone' : 'pull'
    const stopped = t(`transfers.stopped.${kind === 'pull' ? pull : kind}`)
    return format.sentences(until, stopped)
  }
}
