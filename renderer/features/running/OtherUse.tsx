import { useTranslation } from 'react-i18next'
import type { Loaded } from '#shared/contract/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'

/** So close together two answers tell when it was; further apart they only bound it. */
const CLOSE = 10_000

/** Who keeps a model loaded, where it is not Corral. */
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
