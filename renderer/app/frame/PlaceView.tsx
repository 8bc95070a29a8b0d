import { lazy, Suspense, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { HostsPage } from '../../features/hosts/HostsPage.tsx'
import { LibraryPage } from '../../features/library/LibraryPage.tsx'
import { RunningPage } from '../../features/running/RunningPage.tsx'
import { SettingsPage } from '../../features/settings/SettingsPage.tsx'
import { TransfersPage } from '../../features/transfers/TransfersPage.tsx'
import { WelcomePage } from '../../features/welcome/WelcomePage.tsx'
import { useCurrentHost, useHosts } from '../data/hosts.ts'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { useNavigation, type Place } from '../navigation.ts'
import { OfflineHost } from './OfflineHost.tsx'

const PlaygroundPage = lazy(() =>
  import('../../features/playground/PlaygroundPage.tsx').then((module) => ({ default: module.PlaygroundPage })),
)

const contents: Record<Place, ComponentType> = {
  library: LibraryPage,
  running: RunningPage,
  transfers: TransfersPage,
  playground: PlaygroundPage,
  hosts: HostsPage,
  settings: SettingsPage,
}

/** They show something of a host that does not answer, too. */
const patient: readonly Place[] = ['playground']
/** They show something without a host, too. */
const hostless: readonly Place[] = ['transfers', 'hosts', 'settings']

/** What stands in the middle: the place, or why it cannot stand there. */
export function PlaceView() {
  const { t } = useTranslation()
  const place = useNavigation((navigation) => navigation.place)
  const state = useHosts()
  const host = useCurrentHost()
  if (state === undefined)
    return (
      <p className="late flex h-full items-center justify-center text-ink-2">{t('common.connection.connecting')}</p>
    )
  const Content = contents[place]
  if (!hostless.includes(place)) {
    if (host === null) return <WelcomePage looked={state.looked} />
    if (host.reach === 'down' && !patient.includes(place)) return <OfflineHost host={host} />
  }
  const key = hostless.includes(place) ? place : `${place} ${host?.id}`
  return (
    <ErrorBoundary key={key}>
      <Suspense>
        <Content />
      </Suspense>
    </ErrorBoundary>
  )
}
