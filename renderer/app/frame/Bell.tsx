import { Bell as BellIcon, BellDot } from 'lucide-react'
import { Suspense, useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton, Popover } from '../../ui/index.ts'
import { useTransfers } from '../data/transfers.ts'
import { lazyComponent } from '../lazy-component.tsx'

const EndedTransfers = lazyComponent(async () => (await import('./EndedTransfers.tsx')).EndedTransfers)

/** Opens a list of the transfers that ended last; with a dot while one of them has not been seen. */
export function Bell() {
  const { t } = useTranslation()
  const [seen, setSeen] = useState(() => Date.now())
  const [isOpen, setOpen] = useState(false)
  const fresh = useTransfers(useCallback((list) => list.filter(({ endedAt }) => (endedAt ?? 0) > seen).length, [seen]))
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
      <Suspense>
        <EndedTransfers onGo={() => setOpen(false)} />
      </Suspense>
    </Popover>
  )
}
