import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useInfo } from '../data/settings.ts'
import { lazyComponent } from '../lazy-component.tsx'
import { useArrival } from './arrival.ts'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { PlaceView } from './PlaceView.tsx'
import { Sidebar } from './Sidebar.tsx'
import { StatusBar } from './StatusBar.tsx'
import { TitleBar } from './TitleBar.tsx'

// Loaded only when there is a notice to show, which is rare.
const Notices = lazyComponent(async () => (await import('./Notices.tsx')).Notices)

/** Title bar, sidebar, the current page, status bar. */
export function Frame() {
  const { t } = useTranslation()
  const hasNotices = useInfo()?.notices.some(({ hidden }) => !hidden) ?? false
  const main = useArrival()
  return (
    <div className="grid h-full grid-cols-[212px_minmax(0,1fr)] grid-rows-[40px_minmax(0,1fr)_28px]">
      <a
        href="#content"
        className="fixed top-4 left-4 z-50 -translate-y-60 rounded-control bg-accent px-10 py-5 text-on-accent focus:translate-y-0"
      >
        {t('common.skipToContent')}
      </a>
      <TitleBar />
      <Sidebar />
      <main ref={main} id="content" tabIndex={-1} className="relative flex min-h-0 min-w-0 flex-col -outline-offset-2">
        <ConnectionBanner />
        <Suspense>{hasNotices && <Notices />}</Suspense>
        <div className="min-h-0 flex-1">
          <PlaceView />
        </div>
      </main>
      <StatusBar />
    </div>
  )
}
