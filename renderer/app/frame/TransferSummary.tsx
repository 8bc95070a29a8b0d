import { ArrowDown, ArrowUp, Pause } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Popover } from '../../ui/index.ts'
import { summaryOf, useTransfers } from '../data/transfers.ts'
import { useFormat } from '../i18n.ts'
import { lazyComponent } from '../lazy-component.tsx'
import { ShowTransfers } from './ShowTransfers.tsx'

const ActiveTransfers = lazyComponent(async () => (await import('./ActiveTransfers.tsx')).ActiveTransfers)

/** Summary of the running transfers in one line; opens a list of them. */
export function TransferSummary() {
  const { t } = useTranslation()
  const format = useFormat()
  const [isOpen, setOpen] = useState(false)
  const { pulls, pushes, queued, paused, rate, remainingMs, share } = useTransfers(summaryOf)
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
    isIdle ? t('common.transfers.idle') : work.filter((part) => part !== null).join(t('common.transfers.and')),
    share === null ? null : format.progress(share),
    rate === null ? null : format.rate(rate),
    remainingMs === null ? null : t('common.transfers.left', { time: format.seconds(remainingMs) }),
  ]
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      title={t('common.places.transfers')}
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
      <Suspense>
        <ActiveTransfers />
      </Suspense>
      <ShowTransfers onGo={() => setOpen(false)} />
    </Popover>
  )
}
