import { create } from 'zustand'
import { useNavigation } from '../../app/navigation.ts'

/** Settings that only the desktop app has. */
const desktopSettingIds = [
  'tray',
  'closing',
  'login',
  'unloadKeys',
  'freeKeys',
  'notifications',
  'keepAwake',
  'updates',
] as const

/** All settings, in the order of the page. */
export const settingIds = [
  'theme',
  'density',
  'motion',
  'language',
  'units',
  'keepAlive',
  'confirm',
  'bin',
  'presets',
  'measuredMemory',
  'parallelTransfers',
  'transferSchedule',
  'stallRescue',
  'unfinishedTransfers',
  'askRegistries',
  'checkModelUpdates',
  'nameClients',
  ...desktopSettingIds,
  'notes',
  'export',
  'dataFolder',
  'log',
  'version',
  'licenses',
] as const
export type SettingId = (typeof settingIds)[number]

export function isOfDesktop(id: SettingId): boolean {
  return (desktopSettingIds as readonly SettingId[]).includes(id)
}

/** How long a revealed setting is highlighted, in milliseconds. */
const STANDS_OUT = 2500

interface Reveal {
  /** The setting to scroll to; `null` once done. */
  wanted: SettingId | null
  /** The highlighted setting. */
  out: SettingId | null
  /** Counts the requests, so that the same setting can be revealed again. */
  turn: number
}

export const useReveal = create<Reveal>(() => ({ wanted: null, out: null, turn: 0 }))

/** Opens the settings page and scrolls to one of them. */
export function revealSetting(id: SettingId): void {
  const turn = useReveal.getState().turn + 1
  useReveal.setState({ wanted: id, out: id, turn })
  useNavigation.getState().go('settings')
  setTimeout(() => {
    if (useReveal.getState().turn === turn) useReveal.setState({ out: null })
  }, STANDS_OUT)
}
