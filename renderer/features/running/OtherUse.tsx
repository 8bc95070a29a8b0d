import { useTranslation } from 'react-i18next'
import type { Loaded } from '#shared/contract/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'

/** Two answers at most this far apart tell the time of a use; otherwise they only bound it. In milliseconds. */
const CLOSE = 10_000

/** Shows that another client uses the model. */
export function OtherUse({ use: { after, before } }: { use: NonNullable<Loaded['otherUse']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(1000)
  const since = (then: number) => format.duration(Math.max(0, Math.round((now - then) / 1000) * 1000))
  return (
    <p className="figures text-caption text-ink-2">
      {before - after <= CLOSE
        ? t('running.card.otherUse', { time: since(before) })
        : t('running.card.otherUseWithin', { time: since(after) })}
    </p>
  )
}
