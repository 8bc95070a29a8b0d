import { Eraser } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/index.ts'
import { useResults } from '../run/results.ts'
import { useTexts } from '../texts/store.ts'
import { clearPlayground } from './clear.ts'

/** Forgets all that the playground holds. */
export function ClearButton() {
  const { t } = useTranslation()
  const hasTexts = useTexts(({ entries, draft }) => entries.length > 0 || draft !== '')
  const hasRuns = useResults(({ runs }) => runs.length > 0)
  return (
    <Button
      variant="ghost"
      icon={Eraser}
      className="-mr-10"
      aria-label={t('playground.clear')}
      title={t('playground.clearHint')}
      disabled={!hasTexts && !hasRuns}
      onClick={() => clearPlayground(t)}
    >
      <span className="max-wide:hidden">{t('playground.clear')}</span>
    </Button>
  )
}
