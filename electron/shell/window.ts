import path from 'node:path'
import { BrowserWindow, nativeTheme } from 'electron'
import type { Settings } from '#shared/contract/settings.ts'
import { PAGE_ORIGIN } from './scheme.ts'
import { webPreferences } from './web-preferences.ts'
import { FIRST, MIN } from './window-size.ts'

const colors = {
  light: { background: '#f6f4f0', symbol: '#6b6357' },
  dark: { background: '#171512', symbol: '#b0a698' },
}

/** What the system draws of a window while, or where, the page draws nothing. */
export function windowColors(theme: Settings['theme']): typeof colors.light {
  const isDark = theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark'
  return isDark ? colors.dark : colors.light
}

export interface NewWindow {
  window: BrowserWindow
  /** Once its page has drawn its first picture. */
  drawn: Promise<void>
}

/**
 * Makes the main window and has it load the page, unseen: where it stands and how it looks `keepPlace` and
 * `themeWindow` say, before its page has anything to show.
 */
export function makeWindow(): NewWindow {
  const window = new BrowserWindow({
    ...FIRST,
    minWidth: MIN.width,
    minHeight: MIN.height,
    show: false,
    title: 'Corral',
    backgroundColor: windowColors('system').background,
    ...titleBar(),
    webPreferences: webPreferences(path.join(__dirname, 'preload.cjs')),
  })
  const drawn = new Promise<void>((resolve) => window.once('ready-to-show', resolve))
  // A window closed while its page loads is no failure, and of any other its page tells.
  window.loadURL(`${PAGE_ORIGIN}/`).catch(() => {})
  return { window, drawn }
}

/** The page draws the title bar; each system keeps its own window buttons where its users look for them. */
function titleBar(): Electron.BrowserWindowConstructorOptions {
  if (process.platform === 'darwin') return { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 14, y: 13 } }
  if (process.platform === 'win32') return { titleBarStyle: 'hidden', titleBarOverlay: overlay('system') }
  return { autoHideMenuBar: true }
}

function overlay(theme: Settings['theme']): Electron.TitleBarOverlayOptions {
  return { color: '#00000000', symbolColor: windowColors(theme).symbol, height: 40 }
}

/**
 * Behind its page a window has the theme's ground. Windows and macOS draw title bar, menus and dialogs in
 * the theme, too; Linux keeps its own.
 */
export function themeWindow(window: BrowserWindow | null, theme: Settings['theme']): void {
  if (process.platform !== 'linux') nativeTheme.themeSource = theme
  window?.setBackgroundColor(windowColors(theme).background)
  if (process.platform === 'win32') window?.setTitleBarOverlay(overlay(theme))
}
