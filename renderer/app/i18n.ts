import { createInstance } from 'i18next'
import { useMemo } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDuration,
  formatPercent,
  formatRate,
} from '#shared/domain/format.ts'
import { chooseLanguage, languages, type Language, type Words } from '#shared/i18n/index.ts'
import { visible } from '#shared/domain/visible.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: Words }
    strictKeyChecks: true
  }
}

const i18n = createInstance()

/** Starts in the system's language; `speak` follows once the settings are read. */
export async function startWords(): Promise<void> {
  await i18n.use(initReactI18next).init({
    lng: chooseLanguage('system', navigator.languages),
    fallbackLng: 'en',
    resources: Object.fromEntries(languages.map(({ tag, words }) => [tag, { translation: words }])),
    // React escapes markup; what is filled in still comes from others: names, hosts, a server's words.
    interpolation: { escape: visible },
  })
  document.documentElement.lang = i18n.language
}

export async function speak(setting: Language | 'system', system: readonly string[]): Promise<void> {
  const language = chooseLanguage(setting, system)
  if (language === i18n.language) return
  await i18n.changeLanguage(language)
  document.documentElement.lang = language
}

/** Figures, sizes and times as the reader's language writes them. */
export function useFormat() {
  const { language } = useTranslation().i18n
  return useMemo(
    () => ({
      bytes: (bytes: number) => formatBytes(bytes, language),
      rate: (bytesPerSecond: number) => formatRate(bytesPerSecond, language),
      count: (n: number) => formatCount(n, language),
      duration: (ms: number) => formatDuration(ms, language),
      ago: (then: number, now: number) => formatAgo(then, now, language),
      percent: (share: number) => formatPercent(share, language),
    }),
    [language],
  )
}
