import { Suspense, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { LibraryPage } from '../../features/library/LibraryPage.tsx'
import type { Host, HostsState } from '#shared/contract/hosts.ts'
import { useCurrentHost, useLastProbe } from '../data/hosts.ts'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { lazyComponent } from '../lazy-component.tsx'
import { useNavigation, type Place } from '../navigation.ts'

const RunningPage = lazyComponent(async () => (await import('../../features/running/RunningPage.tsx')).RunningPage)
const TransfersPage = lazyComponent(
  async () => (await import('../../features/transfers/TransfersPage.tsx')).TransfersPage,
)
const PlaygroundPage = lazyComponent(
  async () => (await import('../../features/playground/PlaygroundPage.tsx')).PlaygroundPage,
  'playground',
)
const HostsPage = lazyComponent(async () => (await import('../../features/hosts/HostsPage.tsx')).HostsPage)
const HistoryPage = lazyComponent(
  async () => (await import('../../features/history/HistoryPage.tsx')).HistoryPage,
  'history',
)
const WelcomePage = lazyComponent(async () => (await import('../../features/welcome/WelcomePage.tsx')).WelcomePage)
const OfflineHost = lazyComponent(async () => (await import('./OfflineHost.tsx')).OfflineHost)
const SettingsPage = lazyComponent(async () => (await import('../../features/settings/SettingsPage.tsx')).SettingsPage)

const contents: Record<Place, ComponentType> = {
  library: LibraryPage,
  running: RunningPage,
  transfers: TransfersPage,
  playground: PlaygroundPage,
  hosts: HostsPage,
  history: HistoryPage,
  settings: SettingsPage,
}

/** They show something of a host that does not answer, too. */
const worksOffline: readonly Place[] = ['library', 'playground']
/** They show something without a host, too. */
const worksWithoutHost: readonly Place[] = ['transfers', 'hosts', 'history', 'settings']

/** The current page, or why it cannot be shown. */
export function PlaceView() {
  const { t } = useTranslation()
  const place = useNavigation((navigation) => navigation.place)
  const lastProbe = useLastProbe()
  const host = useCurrentHost()
  if (lastProbe === undefined)
    return (
      <p className="late flex h-full items-center justify-center text-ink-2">{t('common.connection.connecting')}</p>
    )
  const key = worksWithoutHost.includes(place) ? place : `${place} ${host?.id}`
  return (
    <ErrorBoundary key={key}>
      <Suspense>
        <Content place={place} host={host} lastProbe={lastProbe} />
      </Suspense>
    </ErrorBoundary>
  )
}

interface ContentProps {
  place: Place
  host: Host | null
  lastProbe: HostsState['lastProbe']
}

function Content({ place, host, lastProbe }: ContentProps) {
  if (!worksWithoutHost.includes(place)) {
    if (host === null) return <WelcomePage lastProbe={lastProbe} />
    if (host.reach === 'down' && !worksOffline.includes(place)) return <OfflineHost host={host} />
  }
  const Place = contents[place]
  return <Place />
}
