import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { useDiskUse } from '../../app/data/weights.ts'
import { useFormat } from '../../app/i18n.ts'
import { isFiltering } from './filter.ts'
import { useLibrary } from './state.ts'
import type { List } from './use-list.ts'

interface FactsProps {
  hostId: string
  models: readonly Model[]
  list: List
  /** Number of entries of the list that could not be read. */
  leftOut: number
}

/** Number of models, how many of them are shown, and what all take on disk. */
export function Facts({ hostId, models, list, leftOut }: FactsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const filters = useLibrary((library) => library.filters)
  const { shown } = list
  const { unique, shared } = useDiskUse(hostId, models)
  const all = t('common.models', { count: models.length, value: format.count(models.length) })
  const count = isFiltering(filters) ? t('library.shown', { shown: format.count(shown.length), all }) : all
  const sharing = shared.bytes > 0 ? t('library.sharing', { size: format.amount(shared) }) : ''
  const unread = leftOut > 0 ? t('library.leftOut', { count: leftOut, value: format.count(leftOut) }) : ''
  const facts = [count, format.onDisk(unique), sharing, unread].filter(Boolean)
  // Lines break between two facts and not between a figure and its unit.
  return facts.map((fact, at) => (
    <Fragment key={fact}>
      {at > 0 && ' · '}
      <span className="inline-block">{fact}</span>
    </Fragment>
  ))
}
