import path from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Settings } from '#shared/contract/settings.ts'
import type { Log } from '../core/machine.ts'
import { PAGE_ORIGIN } from './scheme.ts'
import { webPreferences } from './web-preferences.ts'
import { MIN, notePlace, placeWindow } from './window-place.ts'
import type { WindowStore } from './window-state.ts'

const SAVE_AFTER = 500

const colors = {
  light: { background: '#f6f4f0', symbol: '#6b6357' },
  dark: { background: '#171512', symbol: '#b0a698' },
}

/** What the system draws of a window while, or where, the page draws nothing. */
export function windowColors(theme: Settings['theme']): typeof colors.light {
  const isDark = theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark'
  return isDark ? colors.dark : colors.light
}

export interface WindowOptions {
  theme: Settings['theme']
  /** `minimized` where it shall not be in the way and no tray leads back to it. */
  show: 'normal' | 'minimized'
}

/** Opens the main window on the page. */
export function openWindow(state: WindowStore, log: Log, { theme, show }: WindowOptions): BrowserWindow {
  const { bounds, maximized } = placeWindow(state.get().places, screen.getAllDisplays())
  const window = new BrowserWindow({
    ...bounds,
    minWidth: MIN.width,
    minHeight: MIN.height,
    show: false,
    title: 'Corral',
    backgroundColor: windowColors(theme).background,
    ...titleBar(theme),
    webPreferences: webPreferences(path.join(__dirname, 'preload.cjs')),
  })
  window.once('ready-to-show', () => {
    if (show === 'minimized') return window.minimize()
    if (maximized) window.maximize()
    return window.show()
  })

  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    const now = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    state.set({ places: notePlace(state.get().places, now, screen.getAllDisplays()) })
  }
  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_AFTER)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('close', save)
  window.on('closed', () => clearTimeout(timer))

  // A window closed while its page loads is no failure of the start.
  window.loadURL(`${PAGE_ORIGIN}/`).catch((error: unknown) => log.error('page', error))
  return window
}

/** The page draws the title bar; each system keeps its own window buttons where its users look for them. */
function titleBar(theme: Settings['theme']): Electron.BrowserWindowConstructorOptions {
  if (process.platform === 'darwin') return { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 14, y: 13 } }
  if (process.platform === 'win32') return { titleBarStyle: 'hidden', titleBarOverlay: overlay(theme) }
  return { autoHideMenuBar: true }
}

function overlay(theme: Settings['theme']): Electron.TitleBarOverlayOptions {
  return { color: '#00000000', symbolColor: windowColors(theme).symbol, height: 40 }
}

/** Windows and macOS draw title bar, menus and dialogs in the theme of the settings; Linux keeps its own. */
export function themeWindow(window: BrowserWindow | null, theme: Settings['theme']): void {
  if (process.platform !== 'linux') nativeTheme.themeSource = theme
  if (process.platform === 'win32') window?.setTitleBarOverlay(overlay(theme))
}
