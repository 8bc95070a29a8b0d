import { useEffect } from 'react'
import type { Settings } from '#shared/contract/settings.ts'
import { inWindow } from '../host/index.ts'
import { useInfo, useSettings } from './data/settings.ts'
import { measureIn, speak, systemLanguages } from './i18n.ts'
import { putLookOnRoot } from './theme.ts'

/** Until the settings are read: the values for which the root element needs no change. */
const usual = {
  theme: 'system',
  density: 'comfortable',
  motion: 'system',
  units: 'decimal',
  language: 'system',
} as const satisfies Partial<Settings>

type OnPage = Pick<Settings, 'theme' | 'density' | 'motion' | 'units' | 'language'>

/** Applies the look, language and units of the settings to the page. `locale` is the system's, if known. */
export async function putOnPage(settings: OnPage, locale: string | undefined): Promise<void> {
  putLookOnRoot(settings)
  measureIn(settings.units)
  await speak(settings.language, systemLanguages(inWindow, locale, navigator.languages))
}

/** Keeps look, language and units of the page up to date with the settings. */
export function useSettingsOnPage(): void {
  const { theme, density, motion, units, language } = useSettings() ?? usual
  const locale = useInfo()?.locale
  useEffect(() => {
    void putOnPage({ theme, density, motion, units, language }, locale)
  }, [theme, density, motion, units, language, locale])
}
