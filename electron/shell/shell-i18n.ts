import { createInstance, type TFunction } from 'i18next'
import type { Settings } from '#shared/contract/settings.ts'
import type { Amount } from '#shared/domain/amount.ts'
import { formatBytes, formatList } from '#shared/domain/format.ts'
import { withFormerNames, type BinKind } from '#shared/domain/bin-names.ts'
import { escapeInvisible } from '#shared/domain/escape-invisible.ts'
import { catalogues } from '#shared/i18n/catalogues.ts'
import { chooseLanguage, closeUp, type Language, type Messages } from '#shared/i18n/index.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: Messages }
    strictKeyChecks: true
  }
}

/** The page's texts for tray, menus and dialogs. */
export interface ShellI18n {
  t: TFunction
  language: Language
  /** A formatted number of bytes. */
  bytes(count: number): string
  amount(amount: Amount): string
  list(texts: readonly string[]): string
}

/** @param system the system's languages, BCP 47, best first */
export function createShellI18n(
  setting: Language | 'system',
  system: readonly string[],
  units: Settings['units'] = 'decimal',
): ShellI18n {
  const language = chooseLanguage(setting, system)
  const instance = createInstance()
  const formerName = (name: string, kind: BinKind) =>
    instance.t(`common.binNames.${kind === 'kept' ? 'kept' : 'deleted'}`, { name })
  // Without a backend this completes synchronously.
  void instance.use(closeUp).init({
    lng: language,
    initAsync: false,
    postProcess: closeUp.name,
    resources: { [language]: { translation: catalogues[language] } },
    // Values come from outside: names of models and hosts, texts of a server. A model that another client loaded from
    // the bin has no other name there.
    interpolation: { escape: (text) => escapeInvisible(withFormerNames(text, formerName)) },
  })
  const { t } = instance
  const bytes = (count: number) => formatBytes(count, language, units)
  const amount = (value: Amount) =>
    value.exactness === 'exact'
      ? bytes(value.bytes)
      : t(`common.amount.${value.exactness}`, { size: bytes(value.bytes) })
  const list = (texts: readonly string[]) => formatList(texts, language)
  return { t, language, bytes, amount, list }
}
