import path from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { z } from 'zod'
import type { Disk, Log } from '../core/machine.ts'
import { PAGE_ORIGIN } from './scheme.ts'
import { webPreferences } from './web-preferences.ts'
import { MIN, placeWindow } from './window-place.ts'

const FILE = 'window.json'
const SAVE_AFTER = 500
const BACKGROUND = { light: '#f6f4f0', dark: '#171512' }

const stateSchema = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
  maximized: z.boolean(),
})
type State = z.infer<typeof stateSchema>

async function readState(disk: Disk): Promise<State | null> {
  const text = await disk.read(FILE).catch(() => null)
  if (text === null) return null
  try {
    // Bounds are worth no notice to the user: what cannot be read is measured anew.
    return stateSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** Opens the main window on the page. */
export async function openWindow(disk: Disk, log: Log): Promise<BrowserWindow> {
  const kept = await readState(disk)
  const window = new BrowserWindow({
    ...placeWindow(
      kept,
      screen.getAllDisplays().map((display) => display.workArea),
    ),
    minWidth: MIN.width,
    minHeight: MIN.height,
    show: false,
    title: 'Corral',
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    ...titleBar(),
    webPreferences: webPreferences(path.join(__dirname, 'preload.cjs')),
  })
  if (kept?.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())

  let timer: NodeJS.Timeout | undefined
  const save = () => {
    clearTimeout(timer)
    const state: State = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    disk.write(FILE, JSON.stringify(state)).catch((error: unknown) => log.error(FILE, error))
  }
  const saveSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(save, SAVE_AFTER)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('close', save)

  // A window closed while its page loads is no failure of the start.
  window.loadURL(`${PAGE_ORIGIN}/`).catch((error: unknown) => log.error('page', error))
  return window
}

/** The page draws the title bar; each system keeps its own window buttons where its users look for them. */
function titleBar(): Electron.BrowserWindowConstructorOptions {
  if (process.platform === 'darwin') return { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 14, y: 13 } }
  if (process.platform === 'win32')
    return { titleBarStyle: 'hidden', titleBarOverlay: { color: '#00000000', symbolColor: '#6b6357', height: 40 } }
  return { autoHideMenuBar: true }
}
