import { expect, it, test } from 'vitest'
import { barOf } from './activity-bar.ts'
import { autostartFile, desktopEntry } from './autostart.ts'
import { createShortcuts } from './shortcuts.ts'
import { inkFor, trayPicture } from './tray-icon.ts'
import { webPreferences } from './window-options.ts'

// A snapshot, so that a weaker setting shows in review.
it('opens every page isolated from Node and the system', () => {
  expect(webPreferences('/app/preload.cjs')).toMatchInlineSnapshot(`
    {
      "allowRunningInsecureContent": false,
      "contextIsolation": true,
      "experimentalFeatures": false,
      "navigateOnDragDrop": false,
      "nodeIntegration": false,
      "nodeIntegrationInSubFrames": false,
      "nodeIntegrationInWorker": false,
      "preload": "/app/preload.cjs",
      "sandbox": true,
      "spellcheck": false,
      "webSecurity": true,
      "webviewTag": false,
    }
  `)
})

test.each([
  ['darwin', '', true, 'Template'],
  ['win32', '', true, '-dark'],
  ['win32', '', false, '-light'],
  ['linux', 'KDE', false, '-light'],
  ['linux', 'XFCE', true, '-dark'],
  ['linux', 'ubuntu:GNOME', false, '-dark'],
] as const)('the icon on %s %s, dark %s, is drawn in %s', (platform, desktop, isDark, ink) => {
  expect(inkFor(platform, desktop, isDark)).toBe(ink)
})

it('has a picture for each state in each colour', () => {
  const pictures = (['idle', 'loaded', 'transferring', 'unreachable'] as const).flatMap((state) =>
    (['Template', '-light', '-dark'] as const).flatMap((ink) => Object.values(trayPicture(state, ink))),
  )
  expect(new Set(pictures).size).toBe(24)
  for (const picture of pictures) expect(picture).toMatch(/^data:image\/png;base64,/)
})

test.each([
  ['nothing on its way', 0, null, -1],
  ['something starting', 1, null, 2],
  ['some of it here', 2, 0.25, 0.25],
])('the bar of the taskbar with %s', (_what, count, share, bar) => {
  expect(barOf({ transfers: Array.from({ length: count }) as never, share })).toBe(bar)
})

it('starts at login from the user’s autostart folder, with any path of the program', () => {
  expect(autostartFile({}, '/home/me')).toBe('/home/me/.config/autostart/corral.desktop')
  expect(autostartFile({ XDG_CONFIG_HOME: '/cfg' }, '/home/me')).toBe('/cfg/autostart/corral.desktop')
  expect(desktopEntry(['/opt/Corral/corral', '/src'], false)).toContain('\nExec="/opt/Corral/corral" "/src"\n')
  expect(desktopEntry(['/home/a b/100% "$x`\\.AppImage'], true)).toContain(
    '\nExec="/home/a b/100%% \\\\"\\\\$x\\\\`\\\\\\\\.AppImage" --hidden\n',
  )
})

it('registers one shortcut for each act, and reports a refusal', () => {
  const held = new Set<string>()
  const keys = {
    register: (wanted: string) => {
      if (wanted === 'Bad') throw new TypeError('conversion failure')
      if (wanted === 'Alt+T') return false
      held.add(wanted)
      return true
    },
    unregister: (wanted: string) => void held.delete(wanted),
  }
  const shortcuts = createShortcuts(keys, { unload() {}, free() {} })
  const set = (unload: string | null, free: string | null = null) => [
    ...Object.values(shortcuts.set({ unload, free })),
    ...held,
  ]
  expect(set(null)).toEqual(['off', 'off'])
  expect(set('Alt+U')).toEqual(['on', 'off', 'Alt+U'])
  expect(set('Alt+V', 'Alt+U')).toEqual(['on', 'on', 'Alt+V', 'Alt+U'])
  expect(set('Alt+V', 'Alt+V')).toEqual(['on', 'taken', 'Alt+V'])
  expect(set('Alt+T', 'Bad')).toEqual(['taken', 'taken'])
  expect(set(null, 'Alt+V')).toEqual(['off', 'on', 'Alt+V'])
})
