import { en, type Words } from './en/index.ts'
import type { Language } from './index.ts'
import type { Translation } from './translation.ts'
import { zhCN } from './zh-CN/index.ts'

/**
 * The catalogues, for page, tray, menus and notifications alike: one file an area and language,
 * `area.key` is the full key. Values stand as `{{name}}`; a key with a count has one entry for each
 * plural form of `Intl.PluralRules` (`models_one`, `models_other`).
 */
export const catalogues: Readonly<Record<Language, Translation<Words>>> = { en, 'zh-CN': zhCN }
