import { ChevronRight } from 'lucide-react'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ShownCall } from '#shared/domain/call-command.ts'
import { lazyComponent } from '../lazy-component.tsx'

const CallList = lazyComponent(async () => (await import('./CallList.tsx')).CallList<ShownCall>)

interface ShowCallProps {
  /** The requests of the act as it is set now; asked for while they are shown. `now` is when that began. */
  calls: (now: number) => readonly ShownCall[]
  /** Address of the host; that of the current host if it is not given. */
  url?: string
}

/** For a dialog that acts: exactly what it will send, collapsed at first. */
export function ShowCall({ calls, url }: ShowCallProps) {
  const { t } = useTranslation()
  const [since, setSince] = useState<number | null>(null)
  const shown = since === null ? [] : calls(since)
  return (
    <details className="group" onToggle={({ currentTarget }) => setSince(currentTarget.open ? Date.now() : null)}>
      <summary className="flex w-fit items-center gap-4 rounded-4 text-ink-2 hover:text-ink">
        <ChevronRight size={14} aria-hidden className="transition-transform duration-100 group-open:rotate-90" />
        {t('calls.show')}
      </summary>
      {since === null ? null : (
        <div className="mt-8 flex flex-col gap-6 pl-18">
          {shown.length === 0 ? (
            <p className="text-ink-2">{t('calls.none')}</p>
          ) : (
            <Suspense>
              <CallList calls={shown} url={url} />
              <p className="text-caption text-ink-2">{t('calls.note')}</p>
            </Suspense>
          )}
        </div>
      )}
    </details>
  )
}
