import path from 'node:path'
import { BrowserWindow, nativeImage, nativeTheme } from 'electron'
import icon from '../../build/icons/linux/128x128.png?inline'
import type { Settings } from '#shared/contract/settings.ts'
import { PAGE_ORIGIN } from './scheme.ts'
import { FIRST, MIN, webPreferences } from './window-options.ts'

const colors = {
  light: { background: '#f6f4f0', symbol: '#6b6357' },
  dark: { background: '#171512', symbol: '#b0a698' },
}

/** The colours of what the system draws of a window. */
export function windowColors(theme: Settings['theme']): typeof colors.light {
  const isDark = theme === 'system' ? nativeTheme.shouldUseDarkColors : theme === 'dark'
  return isDark ? colors.dark : colors.light
}

export interface NewWindow {
  window: BrowserWindow
  /** Resolves after the first paint of its page. */
  drawn: Promise<void>
}

/**
 * Makes the main window, hidden, and loads the page. `keepPlace` and `themeWindow` set its place and theme before the
 * first paint.
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
  // Closing the window during the load is no failure; the page reports any other.
  window.loadURL(`${PAGE_ORIGIN}/`).catch(() => {})
  return { window, drawn }
}

/** The page draws the title bar; the window buttons stay those of the system, in their usual place. */
function titleBar(): Electron.BrowserWindowConstructorOptions {
  if (process.platform === 'darwin') return { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 14, y: 13 } }
  if (process.platform === 'win32') return { titleBarStyle: 'hidden', titleBarOverlay: overlay('system') }
  // Elsewhere the window has the icon of its program.
  return { autoHideMenuBar: true, icon: nativeImage.createFromDataURL(icon) }
}

function overlay(theme: Settings['theme']): Electron.TitleBarOverlayOptions {
  return { color: '#00000000', symbolColor: windowColors(theme).symbol, height: 40 }
}

/**
 * Applies the theme to the window's background. Windows and macOS draw title bar, menus and dialogs in the theme, too;
 * Linux keeps its own.
 */
export function themeWindow(window: BrowserWindow | null, theme: Settings['theme']): void {
  if (process.platform !== 'linux') nativeTheme.themeSource = theme
  window?.setBackgroundColor(windowColors(theme).background)
  if (process.platform === 'win32') window?.setTitleBarOverlay(overlay(theme))
}
