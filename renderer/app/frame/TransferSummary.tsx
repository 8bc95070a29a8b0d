import { ArrowDown, ArrowUp, Pause, X } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { isAtWork, isUnderWay } from '#shared/domain/transfer-state.ts'
import { barState, segmentsOf } from '../../features/transfers/figures.ts'
import { useFigureText, useStatusText } from '../../features/transfers/transfer-text.ts'
import { IconButton, ModelName, Popover, ProgressBar } from '../../ui/index.ts'
import { useClient } from '../core.tsx'
import { summaryOf, useTransfers } from '../data/transfers.ts'
import { useFormat } from '../i18n.ts'
import { useReport } from '../report.ts'
import { ShowTransfers } from './ShowTransfers.tsx'

const SECOND = 1000

/** Transfers at work first, then the queue, each in the order of their ranks, as on the page. */
function activeIds(list: readonly Transfer[]): string[] {
  const active = list.filter(isUnderWay)
  const order = (a: Transfer, b: Transfer) => Number(isAtWork(b)) - Number(isAtWork(a)) || a.rank - b.rank
  return active.sort(order).map(({ id }) => id)
}

/** Summary of the running transfers in one line; opens a list of them. */
export function TransferSummary() {
  const { t } = useTranslation()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { pulls, pushes, queued, paused, rate, remainingMs, share } = useTransfers(summaryOf)
  const ids = useTransfers(activeIds)
  // The last transfer may end while the list is open.
  const isIdle = pulls + pushes + queued + paused === 0
  if (isIdle && !isOpen) return null
  const Icon = pulls + pushes + queued === 0 && paused > 0 ? Pause : pulls > 0 || pushes === 0 ? ArrowDown : ArrowUp
  const work = [
    pulls > 0 ? t('common.transfers.pulls', { count: pulls, value: format.count(pulls) }) : null,
    pushes > 0 ? t('common.transfers.pushes', { count: pushes, value: format.count(pushes) }) : null,
    queued > 0 ? t('common.transfers.queued', { value: format.count(queued) }) : null,
    paused > 0 ? t('common.transfers.paused', { value: format.count(paused) }) : null,
  ]
  const parts = [
    isIdle ? t('transfers.idle') : work.filter((part) => part !== null).join(t('common.transfers.and')),
    share === null ? null : format.progress(share),
    rate === null ? null : format.rate(rate),
    remainingMs === null ? null : t('common.transfers.left', { time: format.duration(Math.max(SECOND, remainingMs)) }),
  ]
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      title={t('transfers.title')}
      className="w-420"
      trigger={
        <button
          type="button"
          className="ml-auto flex h-20 items-center gap-6 rounded-small px-4 hover:text-ink data-popup-open:text-ink"
        >
          <Icon size={13} aria-hidden />
          {parts.filter((part) => part !== null).join(' · ')}
        </button>
      }
    >
      {ids.length === 0 ? <p className="mt-4 text-ink-2">{t('transfers.idle')}</p> : null}
      <ul className="mt-4 flex flex-col divide-y divide-line">
        {ids.map((id) => (
          <Active key={id} id={id} />
        ))}
      </ul>
      <ShowTransfers onGo={() => setOpen(false)} />
    </Popover>
  )
}

/** One running transfer; renders only when its own entry changes. */
function Active({ id }: { id: string }) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const transfer = useTransfers(useCallback((list) => list.find((one) => one.id === id), [id]))
  const status = useStatusText()
  const figures = useFigureText()
  if (!transfer) return null
  const { name, kind, layers, state, phase, silent } = transfer
  const text = figures(transfer) || status(transfer)
  return (
    <li className="flex items-center gap-10 py-8">
      <div className="flex min-w-0 flex-1 flex-col gap-4">
        <ModelName name={name} />
        <ProgressBar
          label={t('transfers.progress', { name })}
          text={text}
          segments={segmentsOf(layers)}
          state={barState(state)}
          blind={silent || phase === 'verifying'}
        />
        <div className="figures truncate text-caption text-ink-2" title={text}>
          {text}
        </div>
      </div>
      <IconButton
        icon={X}
        variant="secondary"
        label={t(kind === 'pull' ? 'transfers.cancel' : 'transfers.cancelPush')}
        onClick={() => void report(client.transfers.cancel({ id }))}
      />
    </li>
  )
}
