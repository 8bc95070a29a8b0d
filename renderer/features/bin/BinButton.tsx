import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useBin } from '../../app/data/bin.ts'
import { useCurrentHost } from '../../app/data/hosts.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNavigation } from '../../app/navigation.ts'
import { Button } from '../../ui/index.ts'

/** Opens the bin; there while the bin has anything. */
export function BinButton({ hostId }: { hostId: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const isUp = useCurrentHost()?.reach === 'up'
  const count = useBin(hostId, isUp).data?.length ?? 0
  const showBin = useNavigation((navigation) => navigation.showBin)
  if (count === 0) return null
  const label = t('bin.count', { count, value: format.count(count) })
  return (
    <Button variant="ghost" icon={Trash2} aria-label={label} title={label} onClick={showBin}>
      <span className="hidden wide:inline">{t('bin.title')}</span>
      <span className="figures">{format.count(count)}</span>
    </Button>
  )
}
