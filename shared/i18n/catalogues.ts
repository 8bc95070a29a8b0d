import { en, type Messages } from './en/index.ts'
import type { Language, Translation } from './index.ts'
import { zhCN } from './zh-CN/index.ts'

/**
 * All texts in all languages, one file for each area and language; `area.key` is the full key. Values are written
 * `{{name}}`; a key with a count has one entry for each plural form of `Intl.PluralRules` (`models_one`,
 * `models_other`). Apart from `index.ts` so that the page loads only the language it uses.
 */
export const catalogues: Readonly<Record<Language, Translation<Messages>>> = { en, 'zh-CN': zhCN }
