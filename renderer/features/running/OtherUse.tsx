import { useTranslation } from 'react-i18next'
import type { Loaded } from '#shared/contract/running.ts'
import { useFormat } from '../../app/i18n.ts'
import { useNow } from '../../app/now.ts'

/** Two answers at most this far apart tell the time of a use; otherwise they only bound it. In milliseconds. */
const CLOSE = 10_000

/** Shows that another client uses the model, and how often. */
export function OtherUse({ use: { after, before, count, everyMs } }: { use: NonNullable<Loaded['otherUse']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useNow(1000)
  const use =
    before - after <= CLOSE
      ? t('running.card.otherUse', { time: format.seconds(now - before) })
      : t('running.card.otherUseWithin', { time: format.seconds(now - after) })
  const value = format.count(count)
  const uses =
    everyMs === null
      ? t('running.card.otherUsesFew', { use, value })
      : t('running.card.otherUses', { use, value, every: format.seconds(everyMs) })
  return <p className="figures text-caption text-ink-2">{count < 2 ? use : uses}</p>
}
