import path from 'node:path'
import { BrowserWindow, screen } from 'electron'
import type { Settings } from '#shared/contract/settings.ts'
import type { Log } from '../core/platform.ts'
import { placePanel } from './panel-place.ts'
import { PAGE_ORIGIN } from './scheme.ts'
import { webPreferences } from './web-preferences.ts'
import type { Area } from './window-place.ts'
import { windowColors } from './window.ts'

const WIDTH = 344
const FIRST_HEIGHT = 220
/** A press on the icon first takes the focus from the open panel, which closes it; it shall not open again. */
const SAME_PRESS = 250
/** So long a closed panel is kept at hand. */
const KEEP = 5 * 60_000

/** Where the pointer is, as a place without extent. */
const pointer = (): Area => ({ ...screen.getCursorScreenPoint(), width: 0, height: 0 })

export interface Panel {
  /** The window, while there is one. */
  window(): BrowserWindow | null
  isVisible(): boolean
  /** Opens, near the pointer. */
  open(): void
  /** Opens beside the icon that was pressed, or closes. */
  toggle(icon: Area): void
  hide(): void
  /** Takes the height of its content, in CSS pixels. */
  fit(height: number): void
}

/** The small window beside the tray. It has a page of its own, closes when it loses the focus, and is made on first use. */
export function createPanel(log: Log, theme: () => Settings['theme'], changed: () => void): Panel {
  let window: BrowserWindow | null = null
  let anchor: Area = { x: 0, y: 0, width: 0, height: 0 }
  let hiddenAt = 0
  let letGo: NodeJS.Timeout | undefined

  const place = (height: number) => {
    const { workArea } = screen.getDisplayNearestPoint(anchor)
    const size = { width: WIDTH, height: Math.min(height, workArea.height) }
    window?.setBounds({ ...placePanel(size, anchor, workArea), ...size })
  }
  const hide = () => {
    if (!window?.isVisible()) return
    window.hide()
    hiddenAt = Date.now()
    letGo = setTimeout(() => window?.destroy(), KEEP)
    changed()
  }
  const show = () => {
    clearTimeout(letGo)
    window?.show()
    window?.focus()
    changed()
  }
  const make = (): BrowserWindow => {
    const made = new BrowserWindow({
      width: WIDTH,
      height: FIRST_HEIGHT,
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      title: 'Corral',
      backgroundColor: windowColors(theme()).background,
      webPreferences: webPreferences(path.join(__dirname, 'preload.cjs')),
    })
    made.on('blur', hide)
    made.webContents.on('render-process-gone', () => made.destroy())
    made.on('closed', () => {
      window = null
      clearTimeout(letGo)
      changed()
    })
    made.once('ready-to-show', show)
    made.loadURL(`${PAGE_ORIGIN}/panel.html`).catch((error: unknown) => log.error('panel', error))
    return made
  }

  const open = (at: Area) => {
    anchor = at
    const isNew = window === null
    window ??= make()
    place(window.getBounds().height)
    if (!isNew) show()
  }

  return {
    window: () => window,
    isVisible: () => window?.isVisible() === true,
    open: () => open(pointer()),
    toggle(icon) {
      if (window?.isVisible()) return hide()
      if (Date.now() - hiddenAt < SAME_PRESS) return undefined
      // Linux does not tell where its icons are.
      return open(icon.width > 0 ? icon : pointer())
    },
    hide,
    fit(height) {
      if (window) place(Math.ceil(height * window.webContents.zoomFactor))
    },
  }
}
