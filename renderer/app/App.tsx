import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { LucideProvider } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { settingsSchema } from '#shared/contract/settings.ts'
import { inWindow, type Core } from '../host/index.ts'
import { Toasts } from '../ui/index.ts'
import { CoreProvider, useConnection } from './core.tsx'
import { useLiveStreams } from './data/live.ts'
import { useInfo, useSettings } from './data/settings.ts'
import { ErrorBoundary, Plain } from './ErrorBoundary.tsx'
import { Frame } from './frame/Frame.tsx'
import { measureIn, speak, systemLanguages } from './i18n.ts'
import { Roots } from './roots.tsx'
import { useShortcuts } from './shortcuts.ts'
import { useLookOnRoot } from './theme.ts'

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

const usual = settingsSchema.parse({})

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

/** Look, language and units follow the settings. */
function useSettingsOnPage(): void {
  const { theme, density, motion, units, language } = useSettings() ?? usual
  const locale = useInfo()?.locale
  useLookOnRoot({ theme, density, motion })
  useEffect(() => measureIn(units), [units])
  useEffect(() => {
    void speak(language, systemLanguages(inWindow, locale, navigator.languages))
  }, [language, locale])
}
