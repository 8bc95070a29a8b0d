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
      title={t('playground.clearHint')}
      disabled={!hasTexts && !hasRuns}
      onClick={() => clearPlayground(t)}
    >
      {t('playground.clear')}
    </Button>
  )
}
