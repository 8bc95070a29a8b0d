export type { Words } from './en/index.ts'

/** Every language Corral speaks, with its own name for itself. */
export const languages = [
  { tag: 'en', name: 'English' },
  { tag: 'zh-CN', name: '简体中文' },
] as const

export type Language = (typeof languages)[number]['tag']

/**
 * The language to speak: the setting, else the first of the system's languages (BCP 47, best first)
 * that Corral knows, else English. Any Chinese is served with Simplified Chinese.
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
