import type { QuickState } from '#shared/domain/quick-view.ts'

export type Ink = 'Template' | '-light' | '-dark'

/** Every picture of `build/icons/tray` as a data URL, by its file name without ending. */
const pictures = Object.fromEntries(
  Object.entries(
    import.meta.glob<string>('../../build/icons/tray/*.png', { query: '?inline', import: 'default', eager: true }),
  ).map(([file, url]) => [file.replace(/^.*\/|\.png$/g, ''), url]),
)

/** The picture of a state in one ink, plain and at double density. */
export function trayPicture(state: QuickState, ink: Ink): { single: string; double: string } {
  return { single: pictures[`${state}${ink}`] ?? '', double: pictures[`${state}${ink}@2x`] ?? '' }
}

/**
 * Which ink shows on the panel: macOS colours a template itself; elsewhere it goes by the system's theme,
 * except for desktops of GNOME's kind, whose bar is dark in either theme.
 *
 * @param desktop `XDG_CURRENT_DESKTOP`
 */
export function inkFor(platform: NodeJS.Platform, desktop: string, isDark: boolean): Ink {
  if (platform === 'darwin') return 'Template'
  if (platform === 'linux' && /(^|:)(GNOME|Unity|ubuntu)(:|$)/i.test(desktop)) return '-dark'
  return isDark ? '-dark' : '-light'
}
