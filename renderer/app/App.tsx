import type { QueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { FirstListReport } from '../features/desktop/FirstListReport.tsx'
import type { Core } from '../host/index.ts'
import { Toasts } from '../ui/index.ts'
import { useConnection } from './core.tsx'
import { useLiveStreams } from './data/live.ts'
import { Plain } from './ErrorBoundary.tsx'
import { Frame } from './frame/Frame.tsx'
import { lazyComponent, whenIdle } from './lazy-component.tsx'
import { Providers } from './Providers.tsx'
import { useApplySettings } from './apply-settings.ts'
import { useShortcuts } from './shortcuts.ts'

const Roots = lazyComponent(async () => (await import('./roots.tsx')).Roots)

export function App({ core, cache }: { core: Core; cache: QueryClient }) {
  return (
    <Providers core={core} cache={cache}>
      <Toasts>
        <Shell />
      </Toasts>
    </Providers>
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
  useApplySettings()
  const [isPainted, setPainted] = useState(false)
  useEffect(() => whenIdle(() => setPainted(true)), [])
  return (
    <>
      <Frame />
      <FirstListReport />
      <Suspense>{isPainted && <Roots />}</Suspense>
    </>
  )
}
