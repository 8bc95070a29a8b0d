import { Bell as BellIcon, BellDot } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { IconButton, Popover } from '../../ui/index.ts'
import { useEvents } from '../data/events.ts'
import { lazyComponent } from '../lazy-component.tsx'

const EventList = lazyComponent(async () => (await import('./EventList.tsx')).EventList)

/** When the list was last seen, in milliseconds; over a reload, too. */
const useSeen = create<{ until: number }>()(persist(() => ({ until: 0 }), { name: 'corral.seen-events', version: 1 }))

/** Opens the list of all events of this run; with a dot and their number while some have not been seen. */
export function Bell() {
  const { t } = useTranslation()
  const until = useSeen((seen) => seen.until)
  const [isOpen, setOpen] = useState(false)
  const fresh = useEvents().filter(({ at }) => at > until).length
  const show = (next: boolean) => {
    setOpen(next)
    useSeen.setState({ until: Date.now() })
  }
  return (
    <Popover
      open={isOpen}
      onOpenChange={show}
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
        <EventList onGo={() => show(false)} />
      </Suspense>
    </Popover>
  )
}
