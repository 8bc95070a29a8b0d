import path from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { z } from 'zod'
import type { Disk, Log } from '../core/machine.ts'
import { PAGE_ORIGIN } from './scheme.ts'

const FILE = 'window.json'
const MIN = { width: 900, height: 600 }
const FIRST = { width: 1280, height: 800 }
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

export type Area = Pick<State, 'x' | 'y' | 'width' | 'height'>

/**
 * Where to open: as it was left, pushed into the nearest display that is still there, so that no window
 * opens where nobody can see it.
 */
export function placeWindow(kept: Area | null, displays: Area[]): Partial<Area> & { width: number; height: number } {
  if (!kept || displays.length === 0) return FIRST
  const overlap = (display: Area) =>
    Math.max(0, Math.min(kept.x + kept.width, display.x + display.width) - Math.max(kept.x, display.x)) *
    Math.max(0, Math.min(kept.y + kept.height, display.y + display.height) - Math.max(kept.y, display.y))
  const display = displays.reduce((best, next) => (overlap(next) > overlap(best) ? next : best))
  const width = Math.max(MIN.width, Math.min(kept.width, display.width))
  const height = Math.max(MIN.height, Math.min(kept.height, display.height))
  const within = (at: number, size: number, from: number, room: number) =>
    Math.round(Math.max(from, Math.min(at, from + room - size)))
  return {
    x: within(kept.x, width, display.x, display.width),
    y: within(kept.y, height, display.y, display.height),
    width,
    height,
  }
}

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
    webPreferences: {
      preload: path.join(__dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
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

  await window.loadURL(`${PAGE_ORIGIN}/`)
  return window
}

/** The page draws the title bar; each system keeps its own window buttons where its users look for them. */
function titleBar(): Electron.BrowserWindowConstructorOptions {
  if (process.platform === 'darwin') return { titleBarStyle: 'hiddenInset', trafficLightPosition: { x: 14, y: 13 } }
  if (process.platform === 'win32')
    return { titleBarStyle: 'hidden', titleBarOverlay: { color: '#00000000', symbolColor: '#6b6357', height: 40 } }
  return { autoHideMenuBar: true }
}
