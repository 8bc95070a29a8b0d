import { createInstance, type TFunction } from 'i18next'
import { chooseLanguage, languages, type Language, type Words } from '#shared/i18n/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: Words }
    strictKeyChecks: true
  }
}

/** The catalogues in the shell, so that tray and menus speak as the page does. */
export interface ShellWords {
  t: TFunction
  language: Language
}

/** @param system the system's languages, BCP 47, best first */
export function wordsFor(setting: Language | 'system', system: readonly string[]): ShellWords {
  const language = chooseLanguage(setting, system)
  const words = createInstance()
  // Without a backend everything is at hand and this is done when it returns.
  void words.init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    resources: Object.fromEntries(languages.map(({ tag, words: translation }) => [tag, { translation }])),
    interpolation: { escapeValue: false },
  })
  return { t: words.t, language }
}
