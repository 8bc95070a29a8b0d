import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { isEndState } from '#shared/domain/transfer-state.ts'
import { endedOf, everything } from '../../features/transfers/sections.ts'
import { ModelName, useProblemText } from '../../ui/index.ts'
import { useTransfers } from '../data/transfers.ts'
import { useFormat } from '../i18n.ts'
import { useNow } from '../now.ts'
import { ShowTransfers } from './ShowTransfers.tsx'

const SHOWN = 8

const icons = {
  done: <CircleCheck aria-hidden className="mt-1 shrink-0 text-good" />,
  failed: <CircleAlert aria-hidden className="mt-1 shrink-0 text-bad" />,
  cancelled: <CircleSlash aria-hidden className="mt-1 shrink-0 text-ink-2" />,
} as const

const newest = (list: readonly Transfer[]) => endedOf(list, everything).slice(0, SHOWN)

/** The transfers that ended last, newest first. */
export function EndedTransfers({ onGo }: { onGo: () => void }) {
  const { t } = useTranslation()
  const list = useTransfers(newest)
  if (list.length === 0) return <p className="mt-4 text-ink-2">{t('common.bellEmpty')}</p>
  return (
    <>
      <ul className="mt-4 flex flex-col divide-y divide-line">
        {list.map((transfer) => (
          <Ended key={transfer.id} transfer={transfer} />
        ))}
      </ul>
      <ShowTransfers onGo={onGo} />
    </>
  )
}

function Ended({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation()
  const format = useFormat()
  const problemText = useProblemText()
  const now = useNow(30_000)
  const { name, kind, state, endedAt, problem, total } = transfer
  if (!isEndState(state)) return null
  return (
    <li className="flex gap-8 py-8">
      {icons[state]}
      <div className="min-w-0 flex-1">
        <ModelName name={name} />
        <div className="figures text-caption text-ink-2">
          {t(`common.ended.${kind}.${state}`)}
          {state === 'done' && total > 0 ? ` · ${format.bytes(total)}` : ''}
          {endedAt === null ? '' : ` · ${format.ago(endedAt, now)}`}
        </div>
        {state === 'failed' && problem ? (
          <div className="text-caption text-bad">{problemText(problem).title}</div>
        ) : null}
      </div>
    </li>
  )
}
