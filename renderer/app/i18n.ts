import { createInstance } from 'i18next'
import { useMemo } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { create } from 'zustand'
import type { Amount } from '#shared/domain/amount.ts'
import { parametersOf, type Counted } from '#shared/domain/parameter-count.ts'
import {
  formatAgo,
  formatBytes,
  formatCount,
  formatDate,
  formatDecimal,
  formatDuration,
  formatList,
  formatPercent,
  formatProgress,
  formatRate,
  formatSeconds,
  formatShares,
  formatTime,
  joinSentences,
  type ByteUnits,
} from '#shared/domain/format.ts'
import { chooseLanguage, closeUp, type Language, type Messages } from '#shared/i18n/index.ts'
import { withFormerNames, type BinKind } from '#shared/domain/bin-names.ts'
import { escapeInvisible } from '#shared/domain/escape-invisible.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: Messages }
    strictKeyChecks: true
  }
}

const i18n = createInstance()

/** Only the texts of the chosen language are loaded, */
const first = {
  en: async () => (await import('#shared/i18n/en/first.ts')).first,
  'zh-CN': async () => (await import('#shared/i18n/zh-CN/first.ts')).first,
}
/** and these with their part of the page: `rest` with whatever is not in the first paint. */
const later = {
  rest: {
    en: async () => (await import('#shared/i18n/en/rest.ts')).rest,
    'zh-CN': async () => (await import('#shared/i18n/zh-CN/rest.ts')).rest,
  },
  bin: {
    en: async () => ({ bin: (await import('#shared/i18n/en/bin.ts')).bin }),
    'zh-CN': async () => ({ bin: (await import('#shared/i18n/zh-CN/bin.ts')).bin }),
  },
  history: {
    en: async () => ({ history: (await import('#shared/i18n/en/history.ts')).history }),
    'zh-CN': async () => ({ history: (await import('#shared/i18n/zh-CN/history.ts')).history }),
  },
  inspector: {
    en: async () => ({ inspector: (await import('#shared/i18n/en/inspector.ts')).inspector }),
    'zh-CN': async () => ({ inspector: (await import('#shared/i18n/zh-CN/inspector.ts')).inspector }),
  },
  memoryFit: {
    en: async () => ({ memoryFit: (await import('#shared/i18n/en/memory-fit.ts')).memoryFit }),
    'zh-CN': async () => ({ memoryFit: (await import('#shared/i18n/zh-CN/memory-fit.ts')).memoryFit }),
  },
  presets: {
    en: async () => ({ presets: (await import('#shared/i18n/en/presets.ts')).presets }),
    'zh-CN': async () => ({ presets: (await import('#shared/i18n/zh-CN/presets.ts')).presets }),
  },
  try: {
    en: async () => ({ try: (await import('#shared/i18n/en/try.ts')).tryTexts }),
    'zh-CN': async () => ({ try: (await import('#shared/i18n/zh-CN/try.ts')).tryTexts }),
  },
  updates: {
    en: async () => ({ updates: (await import('#shared/i18n/en/updates.ts')).updates }),
    'zh-CN': async () => ({ updates: (await import('#shared/i18n/zh-CN/updates.ts')).updates }),
  },
  playground: {
    en: async () => ({ playground: (await import('#shared/i18n/en/playground.ts')).playground }),
    'zh-CN': async () => ({ playground: (await import('#shared/i18n/zh-CN/playground.ts')).playground }),
  },
}
export type TextsPart = keyof typeof later
const shown = new Set<TextsPart>()
const loaded = new Set<string>()

async function load(language: Language): Promise<void> {
  if (!i18n.hasResourceBundle(language, 'translation'))
    i18n.addResourceBundle(language, 'translation', await first[language]())
  for (const part of shown) await loadPart(language, part)
}

async function loadPart(language: Language, part: TextsPart): Promise<void> {
  const key = `${language} ${part}`
  if (loaded.has(key)) return
  const texts = await later[part][language]()
  loaded.add(key)
  i18n.addResourceBundle(language, 'translation', texts, true)
}

/** Loads the texts of parts of the page, now and in each language chosen later. */
export async function loadTexts(...parts: TextsPart[]): Promise<void> {
  for (const part of parts) shown.add(part)
  const now = i18n.language as Language
  const spoken = new Set([now, wanted ?? now])
  await Promise.all([...spoken].flatMap((language) => parts.map((part) => loadPart(language, part))))
}

const formerName = (name: string, kind: BinKind) =>
  i18n.t(`common.binNames.${kind === 'kept' ? 'kept' : 'deleted'}`, { name })

/** Starts in the system's language; `speak` follows once the settings are read. */
export async function startI18n(): Promise<void> {
  const language = chooseLanguage('system', navigator.languages)
  await i18n
    .use(initReactI18next)
    .use(closeUp)
    .init({
      lng: language,
      postProcess: closeUp.name,
      resources: { [language]: { translation: await first[language]() } },
      // React escapes markup; invisible characters in names, hosts and server messages must be escaped here. A model
      // that another client loaded from the bin has no other name there.
      interpolation: { escape: (text) => escapeInvisible(withFormerNames(text, formerName)) },
    })
  document.documentElement.lang = language
}

/** The language chosen last: its catalogue may be loaded before that of an earlier choice. */
let wanted: Language | undefined

export async function speak(setting: Language | 'system', system: readonly string[]): Promise<void> {
  const language = chooseLanguage(setting, system)
  wanted = language
  await load(language)
  if (wanted !== language || language === i18n.language) return
  await i18n.changeLanguage(language)
  document.documentElement.lang = language
}

/**
 * The user's languages, best first. A browser knows them, while the core may run with the locale of another
 * user or none. In the window the system's locale comes before the languages of Chromium.
 */
export function systemLanguages(
  inWindow: boolean,
  locale: string | undefined,
  browser: readonly string[],
): readonly string[] {
  if (locale === undefined) return browser
  return inWindow ? [locale, ...browser] : [...browser, locale]
}

const useUnits = create<{ units: ByteUnits }>(() => ({ units: 'decimal' }))

/** Sets the units of all sizes. */
export function measureIn(units: ByteUnits): void {
  useUnits.setState({ units })
}

const DAY = 24 * 3_600_000

export type Format = ReturnType<typeof useFormat>

/** Formats figures, sizes and times for the language and settings of the user. */
export function useFormat() {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  const { units } = useUnits()
  return useMemo(() => {
    const bytes = (bytes: number) => formatBytes(bytes, language, units)
    const amount = (amount: Amount) =>
      amount.exactness === 'exact'
        ? bytes(amount.bytes)
        : t(`common.amount.${amount.exactness}`, { size: bytes(amount.bytes) })
    return {
      units,
      bytes,
      amount,
      onDisk: (used: Amount) =>
        used.exactness === 'unknown' ? t('common.onDiskUnknown') : t('common.onDisk', { size: amount(used) }),
      rate: (bytesPerSecond: number) => formatRate(bytesPerSecond, language, units),
      list: (texts: readonly string[]) => formatList(texts, language),
      /** Whole sentences one after the other, without those that are `null`. */
      sentences: (...texts: (string | null)[]) =>
        joinSentences(
          texts.filter((text) => text !== null),
          language,
        ),
      count: (n: number) => formatCount(n, language),
      decimal: (n: number) => formatDecimal(n, language),
      /** How many weights a model has, as far as its server says. */
      parameters: (model: Counted) => parametersOf(model, language),
      duration: (ms: number) => formatDuration(ms, language),
      seconds: (ms: number) => formatSeconds(ms, language),
      time: (ms: number, to: 'minute' | 'second' = 'minute') => formatTime(ms, to, language),
      date: (ms: number) => formatDate(ms, language),
      /** A coming time: with its date unless it is within a day. */
      upcoming: (ms: number, now: number) =>
        ms - now < DAY
          ? formatTime(ms, 'minute', language)
          : `${formatDate(ms, language)} ${formatTime(ms, 'minute', language)}`,
      ago: (then: number, now: number) => formatAgo(then, now, language),
      /** Shares of one whole that are shown together. */
      shares: (parts: readonly number[]) => formatShares(parts, language),
      percent: (share: number) => formatPercent(share, language),
      progress: (share: number) => formatProgress(share, language),
    }
  }, [t, language, units])
}
