import memoizeOne from 'memoize-one'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { diskUse } from '#shared/domain/sharing.ts'
import { useFormat } from '../../app/i18n.ts'
import { isFiltering } from './filter.ts'
import { useLibrary } from './state.ts'
import type { List } from './use-list.ts'

const diskUseOf = memoizeOne(diskUse)

/** How many models there are, how many of them are shown, and what all really take on the disk. */
export function Facts({ models, list }: { models: readonly Model[]; list: List }) {
  const { t } = useTranslation()
  const format = useFormat()
  const filters = useLibrary((library) => library.filters)
  const { weightsOf, isExact, shown } = list
  const { unique, shared } = diskUseOf(models, weightsOf)
  const all = t('common.models', { count: models.length, value: format.count(models.length) })
  const count = isFiltering(filters) ? t('library.shown', { shown: format.count(shown.length), all }) : all
  const size = format.bytes(unique)
  const disk = t('common.onDisk', { size: isExact ? size : t('library.atMost', { size }) })
  const sharing = shared > 0 ? t('library.sharing', { size: format.bytes(shared) }) : ''
  return [count, disk, sharing].filter(Boolean).join(' · ')
}
