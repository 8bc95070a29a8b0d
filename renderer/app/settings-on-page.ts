import { useEffect } from 'react'
import type { Settings } from '#shared/contract/settings.ts'
import { inWindow } from '../host/index.ts'
import { useInfo, useSettings } from './data/settings.ts'
import { measureIn, speak, systemLanguages } from './i18n.ts'
import { useLookOnRoot } from './theme.ts'

/** Until the settings are read: those that need nothing put on the page. */
const usual = {
  theme: 'system',
  density: 'comfortable',
  motion: 'system',
  units: 'decimal',
  language: 'system',
} as const satisfies Partial<Settings>

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
