import type { QuickState } from '#shared/domain/quick-view.ts'

export type Ink = 'Template' | '-light' | '-dark'

/** Every picture of `build/icons/tray` as a data URL, by file name without extension. */
const pictures = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>('../../build/icons/tray/*.png', { query: '?inline', import: 'default', eager: true }),
  ).map(([file, url]) => [file.replace(/^.*\/|\.png$/g, ''), url]),
)

/** The picture of a state in one colour, at single and double density. */
export function trayPicture(state: QuickState, ink: Ink): { single: string; double: string } {
  return { single: pictures[`${state}${ink}`] ?? '', double: pictures[`${state}${ink}@2x`] ?? '' }
}

/**
 * The colour of the icon: macOS colours a template image itself; elsewhere it follows the system's theme, except on
 * GNOME and similar desktops, whose bar is always dark.
 *
 * @param desktop `XDG_CURRENT_DESKTOP`
 */
export function inkFor(platform: NodeJS.Platform, desktop: string, isDark: boolean): Ink {
  if (platform === 'darwin') return 'Template'
  if (platform === 'linux' && /(^|:)(GNOME|Unity|ubuntu)(:|$)/i.test(desktop)) return '-dark'
  return isDark ? '-dark' : '-light'
}
