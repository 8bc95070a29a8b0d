import path from 'node:path'
import { BrowserWindow, screen } from 'electron'
import type { Settings } from '#shared/contract/settings.ts'
import type { Log } from '../core/platform.ts'
import { placePanel } from './panel-place.ts'
import { PAGE_ORIGIN } from './scheme.ts'
import { webPreferences } from './window-options.ts'
import type { Area } from './window-place.ts'
import { windowColors } from './window.ts'

const WIDTH = 344
const FIRST_HEIGHT = 220
/** A click on the icon takes the focus from the open panel, which closes it; the same click must not reopen it. In milliseconds. */
const SAME_PRESS = 250
/** How long a closed panel is kept for reuse, in milliseconds. */
const KEEP = 5 * 60_000

/** The position of the pointer as an empty rectangle. */
const pointer = (): Area => ({ ...screen.getCursorScreenPoint(), width: 0, height: 0 })

export interface Panel {
  /** The window, while there is one. */
  window(): BrowserWindow | null
  isVisible(): boolean
  /** Opens, near the pointer. */
  open(): void
  /** Opens beside the clicked icon, or closes. */
  toggle(icon: Area): void
  hide(): void
  /** Sets the height of its content, in CSS pixels. */
  fit(height: number): void
}

/** The small window beside the tray. It has its own page, closes when it loses the focus, and is made on first use. */
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
      // Linux does not report the positions of icons.
      return open(icon.width > 0 ? icon : pointer())
    },
    hide,
    fit(height) {
      if (window) place(Math.ceil(height * window.webContents.zoomFactor))
    },
  }
}
