import { useTranslation } from 'react-i18next'
import type { Loaded } from '#shared/contract/running.ts'
import { expiryOf } from '#shared/domain/memory.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'

interface DeletedModelProps {
  model: Loaded
  /** Names under which the same model is installed. */
  others: readonly string[]
  clockOffsetMs: number | null
}

/** Says that a loaded model is no longer installed, and when it leaves the memory. */
export function DeletedModel({ model, others, clockOffsetMs }: DeletedModelProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const expiry = expiryOf(model, useNow(1000) + (clockOffsetMs ?? 0))
  const leaves =
    expiry.kind === 'in' && !model.expiryFollowsClock
      ? t('running.deleted.in', { time: format.seconds(expiry.ms) })
      : expiry.kind === 'never'
        ? t('running.deleted.never')
        : expiry.kind === 'unknown' || expiry.kind === 'in'
          ? t('running.deleted.unknown')
          : t('running.deleted.soon')
  return (
    <p className="figures text-caption text-warning">
      {others.length > 0
        ? t('running.deleted.others', { names: format.list(others), leaves })
        : t('running.deleted.text', { leaves })}
    </p>
  )
}
