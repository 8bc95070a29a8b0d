import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Settings } from '#shared/contract/settings.ts'
import { useSettings } from '../../app/data/settings.ts'
import { useFormat } from '../../app/i18n.ts'
import { BinChoice, type BinSetting } from '../bin/BinChoice.tsx'

/** The choice about the bin, which is asked for until the user has made it; `bin` is to be saved with the act. */
export function useBinChoice() {
  const settings = useSettings()
  const [choice, setChoice] = useState<BinSetting>('on')
  const bin = settings?.bin === null ? choice : null
  const isOff = (bin ?? settings?.bin) === 'off'
  const [openedAt] = useState(Date.now)
  return { settings, bin, setChoice, isOff, keptAt: isOff ? null : openedAt }
}

/** Says whether the version that an update replaces is kept, and for how long. */
export function Keeping({ settings, bin, isOff, setChoice }: ReturnType<typeof useBinChoice>) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!settings) return null
  const text = (keptDays: Settings['keptDays']) =>
    keptDays === null
      ? t('updates.review.keptAlways')
      : t('updates.review.kept', { count: keptDays, value: format.count(keptDays) })
  return (
    <>
      {bin !== null && <BinChoice value={bin} onChange={setChoice} told={t('updates.review.told')} />}
      <p className={isOff ? 'text-warning' : 'text-ink-2'}>
        {isOff ? t('updates.review.notKept') : text(settings.keptDays)}
      </p>
    </>
  )
}
