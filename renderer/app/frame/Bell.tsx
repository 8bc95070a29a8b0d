import { Bell as BellIcon, BellDot, CircleAlert, CircleCheck, CircleSlash } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Transfer } from '#shared/contract/transfers.ts'
import { isEnded, isEndState } from '#shared/domain/transfer-state.ts'
import { IconButton, ModelName, Popover, useProblemText } from '../../ui/index.ts'
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

function ended(list: readonly Transfer[]): Transfer[] {
  const found = list.filter(isEnded)
  found.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
  return found
}

/** Transfers that have ended, newest first; with a dot while one of them has not been seen. */
export function Bell() {
  const { t } = useTranslation()
  const list = useTransfers(ended)
  const [seen, setSeen] = useState(() => Date.now())
  const [isOpen, setOpen] = useState(false)
  const fresh = list.filter(({ endedAt }) => (endedAt ?? 0) > seen).length
  return (
    <Popover
      open={isOpen}
      onOpenChange={(next) => {
        setOpen(next)
        setSeen(Date.now())
      }}
      title={t('common.bell')}
      className="w-340"
      trigger={
        <IconButton
          icon={fresh > 0 ? BellDot : BellIcon}
          label={fresh > 0 ? t('common.bellNew', { count: fresh }) : t('common.bell')}
          variant={fresh > 0 ? 'ghost-accent' : 'ghost'}
        />
      }
    >
      {list.length === 0 ? <p className="mt-4 text-ink-2">{t('common.bellEmpty')}</p> : null}
      <ul className="mt-4 flex flex-col divide-y divide-line">
        {list.slice(0, SHOWN).map((transfer) => (
          <Ended key={transfer.id} transfer={transfer} />
        ))}
      </ul>
      {list.length === 0 ? null : <ShowTransfers onGo={() => setOpen(false)} />}
    </Popover>
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
