import { Unplug } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../core.tsx'

/** Says that the connection to the core is lost. */
export function ConnectionBanner() {
  const { t } = useTranslation()
  const lost = useConnection() === 'lost'
  return (
    <div role="status">
      {lost && (
        <p className="flex items-center gap-8 border-b border-line bg-warning-soft px-18 py-6 text-warning">
          <Unplug aria-hidden className="shrink-0" />
          {t('common.connection.lost')}
        </p>
      )}
    </div>
  )
}
