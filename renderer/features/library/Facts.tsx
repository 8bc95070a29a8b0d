import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Model } from '#shared/contract/library.ts'
import { diskUse } from '#shared/domain/sharing.ts'
import { useDiskUse } from '../../app/data/weights.ts'
import { useUpdates } from '../../app/data/updates.ts'
import { useFormat } from '../../app/i18n.ts'
import { useUpdateDialogs } from '../updates/dialogs.ts'
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

/** Number of models and what they take on disk: of those shown, and of all. */
export function Facts({ hostId, models, list, leftOut }: FactsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const filters = useLibrary((library) => library.filters)
  const { shown, weightsOf } = list
  const whole = useDiskUse(hostId, models)
  const all = t('common.models', { count: models.length, value: format.count(models.length) })
  const onDisk = format.onDisk(whole.unique)
  const isPart = isFiltering(filters)
  const part = isPart ? diskUse(shown, weightsOf, models) : whole
  const { shared } = part
  const of = (shown: string, all: string) => (isPart ? t('library.shown', { shown, all }) : all)
  const sharing = shared.bytes > 0 ? t('library.sharing', { size: format.amount(shared) }) : ''
  const unread = leftOut > 0 ? t('library.leftOut', { count: leftOut, value: format.count(leftOut) }) : ''
  const facts = [of(format.count(shown.length), all), of(format.amount(part.unique), onDisk), sharing, unread].filter(
    Boolean,
  )
  // Lines break between two facts and not between a figure and its unit.
  return (
    <>
      {facts.map((fact, at) => (
        <Fragment key={fact}>
          {at > 0 && ' · '}
          <span className="inline-block">{fact}</span>
        </Fragment>
      ))}
      <UpdatesFact hostId={hostId} />
    </>
  )
}

/** How many updates are offered, or how far a check is; it opens their list. */
function UpdatesFact({ hostId }: Pick<FactsProps, 'hostId'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const updates = useUpdates(hostId)
  const count = updates?.models.filter(({ offered }) => offered).length ?? 0
  const checking = updates?.checking
  if (!checking && count === 0) return null
  return (
    <>
      {' · '}
      <button
        type="button"
        onClick={() => useUpdateDialogs.getState().show({ kind: 'list', names: null, checks: false })}
        className="inline-block rounded-small text-accent-text hover:underline"
      >
        {checking
          ? t('library.update.checking', { done: format.count(checking.done), all: format.count(checking.total) })
          : t('library.update.count', { count, value: format.count(count) })}
      </button>
    </>
  )
}
