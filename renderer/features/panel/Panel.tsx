import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../app/core.tsx'
import { useFormat } from '../../app/i18n.ts'
import { Providers } from '../../app/Providers.tsx'
import { useApplySettings } from '../../app/apply-settings.ts'
import type { Core } from '../../host/index.ts'
import { Skeleton } from '../../ui/index.ts'
import { PanelActs } from './PanelActs.tsx'
import { PanelHost } from './PanelHost.tsx'
import { PanelTransfer } from './PanelTransfer.tsx'
import { useQuickView } from './quick.ts'

/** The panel beside the tray icon: loaded models, running transfers, and a button that opens the window. */
export function Panel({ core, cache }: { core: Core; cache: QueryClient }) {
  return (
    <Providers core={core} cache={cache}>
      <Content />
    </Providers>
  )
}

function Content() {
  useApplySettings()
  const { t } = useTranslation()
  const format = useFormat()
  const view = useQuickView()
  const panel = useRef<HTMLElement>(null)
  useOwnWindow(panel)
  return (
    <main
      ref={panel}
      tabIndex={-1}
      aria-label={t('desktop.panel.label')}
      className="flex flex-col gap-10 border border-line-strong bg-panel p-12 outline-none"
    >
      {view === null ? (
        <Skeleton className="h-120" />
      ) : (
        <>
          {view.hosts.length === 0 ? <p className="text-ink-2">{t('desktop.noHost')}</p> : null}
          {view.hosts.map((host) => (
            <PanelHost key={host.host.id} host={host} />
          ))}
          {view.transfers.length + view.queued === 0 ? null : (
            <ul aria-label={t('desktop.panel.transfers')} className="flex flex-col gap-8 border-t border-line pt-10">
              {view.transfers.map((transfer) => (
                <PanelTransfer key={transfer.id} transfer={transfer} />
              ))}
              {view.queued === 0 ? null : (
                <li className="figures text-caption text-ink-2">
                  {t('desktop.transfer.queued', { value: format.count(view.queued) })}
                </li>
              )}
            </ul>
          )}
          <PanelActs view={view} />
        </>
      )}
    </main>
  )
}

/** Fits the height of the window to the content, closes it on Escape, and scrolls to the top when it opens. */
function useOwnWindow(panel: RefObject<HTMLElement | null>): void {
  const client = useClient()
  useEffect(() => {
    const { current } = panel
    if (current === null) return undefined
    const begin = () => current.focus()
    // In the capture phase, before a tooltip handles the key.
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') void client.desktop.closePanel()
    }
    const sizes = new ResizeObserver(() => void client.desktop.fitPanel({ height: current.offsetHeight }))
    sizes.observe(current)
    begin()
    window.addEventListener('keydown', press, true)
    window.addEventListener('focus', begin)
    return () => {
      sizes.disconnect()
      window.removeEventListener('keydown', press, true)
      window.removeEventListener('focus', begin)
    }
  }, [client, panel])
}
