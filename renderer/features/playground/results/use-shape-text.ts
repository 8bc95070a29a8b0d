import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../app/i18n.ts'
import type { Facts } from '../../../workers/files/saved.ts'

/** How many vectors of how many numbers a run has: `18 × 768`, or `17 of 18 × 768` where texts have none. */
export function useShapeText(): (facts: Pick<Facts, 'texts' | 'missing' | 'dimensions'>) => string {
  const { t } = useTranslation()
  const { count } = useFormat()
  return ({ texts, missing, dimensions }) => {
    const shape = { texts: count(texts.length), dimensions: count(dimensions) }
    if (missing.length === 0) return t('playground.timing.shape', shape)
    return t('playground.timing.shapeOf', { ...shape, vectors: count(texts.length - missing.length) })
  }
}
