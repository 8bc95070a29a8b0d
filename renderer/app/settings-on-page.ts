import { useEffect } from 'react'
import { settingsSchema } from '#shared/contract/settings.ts'
import { inWindow } from '../host/index.ts'
import { useInfo, useSettings } from './data/settings.ts'
import { measureIn, speak, systemLanguages } from './i18n.ts'
import { useLookOnRoot } from './theme.ts'

const usual = settingsSchema.parse({})

/** Look, language and units follow the settings. */
export function useSettingsOnPage(): void {
  const { theme, density, motion, units, language } = useSettings() ?? usual
  const locale = useInfo()?.locale
  useLookOnRoot({ theme, density, motion })
  useEffect(() => measureIn(units), [units])
  useEffect(() => {
    void speak(language, systemLanguages(inWindow, locale, navigator.languages))
  }, [language, locale])
}
