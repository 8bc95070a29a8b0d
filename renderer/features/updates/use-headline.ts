import { useTranslation } from 'react-i18next'
import type { ModelUpdate } from '#shared/contract/updates.ts'
import { useFormat } from '../../app/i18n.ts'
import { headlineOf } from './headline.ts'

type Of = Pick<ModelUpdate, 'changes' | 'toFetch'> & { isKnown: boolean }

/** "New weights, 20 GB, the license changed" */
export function useHeadline(): (update: Of) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return ({ changes, toFetch, isKnown }) => {
    const headline = headlineOf(changes, isKnown)
    const isNothing = toFetch === null || (toFetch.bytes === 0 && toFetch.exactness === 'exact')
    const size = isNothing ? t('updates.headline.nothing') : format.amount(toFetch)
    if (headline.about === 'unknown') return t('updates.headline.unknown', { size })
    if (headline.about === 'weights') {
      const first = t('updates.headline.weights', { size })
      return headline.license ? t('updates.headline.joined', { first, second: t('updates.headline.license') }) : first
    }
    const kinds = format.list(headline.kinds.map((kind) => t(`transfers.size.kind.${kind}`)))
    return t(`updates.headline.${headline.about}`, { kinds, size })
  }
}
