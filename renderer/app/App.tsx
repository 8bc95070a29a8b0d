import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { LucideProvider } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Core } from '../host/index.ts'
import { Toasts } from '../ui/index.ts'
import { CoreProvider, useConnection } from './core.tsx'
import { useLiveStreams } from './data/live.ts'
import { ErrorBoundary, Plain } from './ErrorBoundary.tsx'
import { Frame } from './frame/Frame.tsx'
import { Roots } from './roots.tsx'
import { useSettingsOnPage } from './settings-on-page.ts'
import { useShortcuts } from './shortcuts.ts'

export function App({ core, cache }: { core: Core; cache: QueryClient }) {
  return (
    <CSPProvider disableStyleElements>
      <LucideProvider size={16} strokeWidth={1.75}>
        <ErrorBoundary>
          <CoreProvider value={core}>
            <QueryClientProvider client={cache}>
              <Tooltip.Provider delay={500}>
                <Toasts>
                  <Shell />
                </Toasts>
              </Tooltip.Provider>
            </QueryClientProvider>
          </CoreProvider>
        </ErrorBoundary>
      </LucideProvider>
    </CSPProvider>
  )
}

function Shell() {
  const { t } = useTranslation()
  const connection = useConnection()
  if (connection === 'no_token' || connection === 'refused') {
    const why = connection === 'refused' ? 'refused' : 'noToken'
    return (
      <main className="h-full">
        <Plain title={t(`common.connection.${why}.title`)} text={t(`common.connection.${why}.text`)} />
      </main>
    )
  }
  return <Ready />
}

function Ready() {
  useLiveStreams()
  useShortcuts()
  useSettingsOnPage()
  return (
    <>
      <Frame />
      <Roots />
    </>
  )
}
