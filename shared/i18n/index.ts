import { common } from './en/common.ts'
import { hosts } from './en/hosts.ts'
import { inspector } from './en/inspector.ts'
import { library } from './en/library.ts'
import { palette } from './en/palette.ts'
import { playground } from './en/playground.ts'
import { problem } from './en/problem.ts'
import { running } from './en/running.ts'
import { settings } from './en/settings.ts'
import { transfers } from './en/transfers.ts'
import { desktop } from './en/desktop.ts'
import { welcome } from './en/welcome.ts'
import type { Translation } from './translation.ts'
import { common as zhCommon } from './zh-CN/common.ts'
import { hosts as zhHosts } from './zh-CN/hosts.ts'
import { inspector as zhInspector } from './zh-CN/inspector.ts'
import { library as zhLibrary } from './zh-CN/library.ts'
import { palette as zhPalette } from './zh-CN/palette.ts'
import { playground as zhPlayground } from './zh-CN/playground.ts'
import { problem as zhProblem } from './zh-CN/problem.ts'
import { running as zhRunning } from './zh-CN/running.ts'
import { settings as zhSettings } from './zh-CN/settings.ts'
import { transfers as zhTransfers } from './zh-CN/transfers.ts'
import { desktop as zhDesktop } from './zh-CN/desktop.ts'
import { welcome as zhWelcome } from './zh-CN/welcome.ts'

/**
 * The catalogues, for page, tray, menus and notifications alike: one file an area and language,
 * `area.key` is the full key. Values stand as `{{name}}`; a key with a count has one entry for each
 * plural form of `Intl.PluralRules` (`models_one`, `models_other`).
 */
const en = {
  common,
  problem,
  library,
  inspector,
  transfers,
  running,
  playground,
  hosts,
  settings,
  welcome,
  palette,
  desktop,
} as const

const zhCN: Translation<typeof en> = {
  common: zhCommon,
  problem: zhProblem,
  library: zhLibrary,
  inspector: zhInspector,
  transfers: zhTransfers,
  running: zhRunning,
  playground: zhPlayground,
  hosts: zhHosts,
  settings: zhSettings,
  welcome: zhWelcome,
  palette: zhPalette,
  desktop: zhDesktop,
}

export type Words = typeof en

/** Every language Corral speaks, with its own name for itself. */
export const languages = [
  { tag: 'en', name: 'English', words: en },
  { tag: 'zh-CN', name: '简体中文', words: zhCN },
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
