import { create } from 'zustand'
import { useNavigation } from '../../app/navigation.ts'

/** What only the desktop app has. */
const desktopSettingIds = ['tray', 'closing', 'login', 'unloadKeys', 'notifications', 'keepAwake', 'updates'] as const

/** Every setting there is, in the order of the page. */
export const settingIds = [
  'theme',
  'density',
  'motion',
  'language',
  'units',
  'keepAlive',
  'confirm',
  ...desktopSettingIds,
  'dataFolder',
  'log',
  'version',
  'licenses',
] as const
export type SettingId = (typeof settingIds)[number]

export function isOfDesktop(id: SettingId): boolean {
  return (desktopSettingIds as readonly SettingId[]).includes(id)
}

/** So long a setting that was asked for stands out, in milliseconds. */
const STANDS_OUT = 2500

interface Reveal {
  /** What is to come into view; `null` once it has. */
  wanted: SettingId | null
  /** What stands out. */
  out: SettingId | null
  /** Counts the asks, so that the same one can be asked for again. */
  turn: number
}

export const useReveal = create<Reveal>(() => ({ wanted: null, out: null, turn: 0 }))

/** Goes to the settings and shows one of them. */
export function revealSetting(id: SettingId): void {
  const turn = useReveal.getState().turn + 1
  useReveal.setState({ wanted: id, out: id, turn })
  useNavigation.getState().go('settings')
  setTimeout(() => {
    if (useReveal.getState().turn === turn) useReveal.setState({ out: null })
  }, STANDS_OUT)
}
