import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/index.ts'
import { useNavigation } from '../navigation.ts'

/** A button to the page with all transfers. */
export function ShowTransfers({ onGo }: { onGo: () => void }) {
  const { t } = useTranslation()
  const go = useNavigation((navigation) => navigation.go)
  return (
    <Button
      className="mt-10 w-full"
      onClick={() => {
        onGo()
        go('transfers')
      }}
    >
      {t('common.bellAll')}
    </Button>
  )
}
