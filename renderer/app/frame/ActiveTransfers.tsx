import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { isAtWork, isUnderWay } from '#shared/domain/transfer-state.ts'
import { CancelTransfer } from '../../features/transfers/CancelTransfer.tsx'
import { barState, segmentsOf } from '../../features/transfers/figures.ts'
import { useFigureText, useStatusText } from '../../features/transfers/transfer-text.ts'
import { ModelName, ProgressBar } from '../../ui/index.ts'
import { useTransfers } from '../data/transfers.ts'

/** Transfers at work first, then the queue, each in the order of their ranks, as on the page. */
function activeIds(list: readonly Transfer[]): string[] {
  const active = list.filter(isUnderWay)
  const order = (a: Transfer, b: Transfer) => Number(isAtWork(b)) - Number(isAtWork(a)) || a.rank - b.rank
  return active.sort(order).map(({ id }) => id)
}

/** The list behind the summary. */
export function ActiveTransfers() {
  const { t } = useTranslation()
  const ids = useTransfers(activeIds)
  if (ids.length === 0) return <p className="mt-4 text-ink-2">{t('common.transfers.idle')}</p>
  return (
    <ul className="mt-4 flex flex-col divide-y divide-line">
      {ids.map((id) => (
        <Active key={id} id={id} />
      ))}
    </ul>
  )
}

/** One running transfer; renders only when its own entry changes. */
function Active({ id }: { id: string }) {
  const { t } = useTranslation()
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
          share={transfer.share}
          state={barState(state)}
          blind={isAtWork(transfer) && (silent || phase === 'verifying')}
        />
        <div className="figures text-caption text-ink-2">{text}</div>
      </div>
      <CancelTransfer id={id} kind={kind} />
    </li>
  )
}
