import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { LucideProvider } from 'lucide-react'
import { useEffect, type ReactNode } from 'react'
import type { Core } from '../host/index.ts'
import { titleCutTexts } from '../ui/index.ts'
import { CoreProvider } from './core.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'

/** Context that each page needs: the core, the query cache and the settings of the UI library. */
export function Providers({ core, cache, children }: { core: Core; cache: QueryClient; children: ReactNode }) {
  useEffect(titleCutTexts, [])
  return (
    <CSPProvider disableStyleElements>
      <LucideProvider size={16} strokeWidth={1.75}>
        <ErrorBoundary>
          <CoreProvider value={core}>
            <QueryClientProvider client={cache}>
              <Tooltip.Provider delay={500}>{children}</Tooltip.Provider>
            </QueryClientProvider>
          </CoreProvider>
        </ErrorBoundary>
      </LucideProvider>
    </CSPProvider>
  )
}
