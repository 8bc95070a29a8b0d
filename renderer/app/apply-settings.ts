import { useEffect } from 'react'
import type { Settings } from '#shared/contract/settings.ts'
import { inWindow } from '../host/index.ts'
import { useInfo, useSettings } from './data/settings.ts'
import { measureIn, speak, systemLanguages } from './i18n.ts'
import { applyAppearance } from './theme.ts'

/** Until the settings are read: the values for which the root element needs no change. */
const defaults = {
  theme: 'system',
  density: 'comfortable',
  motion: 'system',
  units: 'decimal',
  language: 'system',
} as const satisfies Partial<Settings>

type PageSettings = Pick<Settings, 'theme' | 'density' | 'motion' | 'units' | 'language'>

/** Applies the look, language and units of the settings to the page. `locale` is the system's, if known. */
export async function applySettings(settings: PageSettings, locale: string | undefined): Promise<void> {
  applyAppearance(settings)
  measureIn(settings.units)
  await speak(settings.language, systemLanguages(inWindow, locale, navigator.languages))
}

/** Keeps look, language and units of the page up to date with the settings. */
export function useApplySettings(): void {
  const { theme, density, motion, units, language } = useSettings() ?? defaults
  const locale = useInfo()?.locale
  useEffect(() => {
    void applySettings({ theme, density, motion, units, language }, locale)
  }, [theme, density, motion, units, language, locale])
}
