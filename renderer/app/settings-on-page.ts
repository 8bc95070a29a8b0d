import { useEffect } from 'react'
import type { Settings } from '#shared/contract/settings.ts'
import { inWindow } from '../host/index.ts'
import { useInfo, useSettings } from './data/settings.ts'
import { measureIn, speak, systemLanguages } from './i18n.ts'
import { putLookOnRoot } from './theme.ts'

/** Until the settings are read: those that need nothing put on the page. */
const usual = {
  theme: 'system',
  density: 'comfortable',
  motion: 'system',
  units: 'decimal',
  language: 'system',
} as const satisfies Partial<Settings>

type OnPage = Pick<Settings, 'theme' | 'density' | 'motion' | 'units' | 'language'>

/** Gives the page the look, language and units of the settings. `locale` is the system's, where it is known. */
export async function putOnPage(settings: OnPage, locale: string | undefined): Promise<void> {
  putLookOnRoot(settings)
  measureIn(settings.units)
  await speak(settings.language, systemLanguages(inWindow, locale, navigator.languages))
}

/** Look, language and units follow the settings. */
export function useSettingsOnPage(): void {
  const { theme, density, motion, units, language } = useSettings() ?? usual
  const locale = useInfo()?.locale
  useEffect(() => {
    void putOnPage({ theme, density, motion, units, language }, locale)
  }, [theme, density, motion, units, language, locale])
}
