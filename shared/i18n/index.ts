export type { Messages } from './en/index.ts'

/** Every language Corral has texts in, by its own name. */
export const languages = [
  { tag: 'en', name: 'English' },
  { tag: 'zh-CN', name: '简体中文' },
] as const

export type Language = (typeof languages)[number]['tag']

/**
 * The type of a translation of `T`: the same keys, any texts. English has a singular (`models_one`) that Chinese,
 * with one form for every count (`models_other`), lacks.
 */
export type Translation<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string ? string : Translation<T[K]>
}

/**
 * The language to use: the setting, else the first of the system's languages (BCP 47, preferred first) that Corral
 * has, else English. Every variety of Chinese gets Simplified Chinese.
 */
export function chooseLanguage(setting: Language | 'system', system: readonly string[]): Language {
  if (setting !== 'system') return setting
  for (const locale of system) {
    const primary = locale.toLowerCase().split(/[-_]/)[0]
    if (primary === 'zh') return 'zh-CN'
    if (primary === 'en') return 'en'
  }
  return 'en'
}

const spaces = /(?<=\p{sc=Han}) (?=本机|沙盒|大小未知|未知)|(?<=本机|沙盒|大小未知|未知) (?=\p{sc=Han})/gu

/**
 * Post-processor of i18next. Chinese texts have a space on either side of the names and figures that are filled in,
 * but none on that of Corral's own words in their place.
 */
export const closeUp = {
  type: 'postProcessor',
  name: 'closeUp',
  process: (text: string): string => text.replace(spaces, ''),
} as const
