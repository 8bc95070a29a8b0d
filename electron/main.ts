import path from 'node:path'
import { RPCHandler } from '@orpc/server/message-port'
import { Menu, app, dialog, powerMonitor, session, type BrowserWindow } from 'electron'
import { readAssets } from './assets.ts'
import { openApp, type App } from './core/app.ts'
import { readFlags } from './flags.ts'
import { FolderInUse } from './machine/data-folder.ts'
import { openMachine, type RealMachine } from './machine/machine.ts'
import { applicationMenu } from './shell/menu.ts'
import { handOverPorts } from './shell/port.ts'
import { limitContents, limitSession } from './shell/rules.ts'
import { registerScheme, serveScheme } from './shell/scheme.ts'
import { keepTray } from './shell/tray-live.ts'
import { openWindow } from './shell/window.ts'
import { wordsFor } from './shell/words.ts'

const flags = readFlags(process.argv)
let main: BrowserWindow | null = null
let quitting = false

registerScheme()
limitContents(app)
if (flags.data) app.setPath('userData', flags.data)

if (app.requestSingleInstanceLock()) boot().catch(giveUp)
else app.quit()

/** Each step needs the one before it and nothing more. */
async function boot(): Promise<void> {
  app.on('second-instance', () => showWindow())
  await app.whenReady()
  const machine = await openMachine(flags, app.getPath('userData'), 'window', app.getLocale())
  const core = await openApp(machine)
  quitCleanly(core, machine)
  servePage(core)
  speak(core)
  main = await openMainWindow(machine)
  app.on('activate', () => void reopen(machine))
  await core.begin()
}

function servePage(core: App): void {
  const devUrl = app.isPackaged ? null : (process.env['CORRAL_DEV_URL'] ?? null)
  limitSession(session.defaultSession)
  serveScheme(readAssets(path.join(__dirname, '..', 'page')), devUrl)
  const handler = new RPCHandler(core.router)
  handOverPorts(
    (contents) => contents === main?.webContents || main === null,
    (port) => {
      handler.upgrade(port, { context: {} })
      port.start()
    },
  )
}

/** Menu and tray, in the language of the settings and anew when it changes. */
function speak(core: App): void {
  const words = () => wordsFor(core.settings.get().language, app.getPreferredSystemLanguages())
  const menu = () => Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(process.platform, words())))
  menu()
  keepTray(core, words, { open: showWindow, quit: () => app.quit() })
  void (async () => {
    for await (const change of core.changes.subscribe()) if (change.type === 'settings') menu()
  })()
  powerMonitor.on('suspend', () => core.pause(true))
  powerMonitor.on('resume', () => core.pause(false))
}

async function openMainWindow(machine: RealMachine): Promise<BrowserWindow> {
  const window = await openWindow(machine.disk, machine.log)
  window.on('closed', () => {
    main = null
  })
  return window
}

function showWindow(): void {
  if (!main) return
  if (main.isMinimized()) main.restore()
  main.show()
  main.focus()
}

/** On macOS the app outlives its window. */
async function reopen(machine: RealMachine): Promise<void> {
  if (main) showWindow()
  else main = await openMainWindow(machine)
}

function quitCleanly(core: App, machine: RealMachine): void {
  let closed = false
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('before-quit', (event) => {
    if (closed) return
    event.preventDefault()
    if (quitting) return
    quitting = true
    void core
      .close()
      .then(() => machine.release())
      .finally(() => {
        closed = true
        app.quit()
      })
  })
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => app.quit())
}

function giveUp(error: unknown): void {
  // What fails because everything is being closed is no news.
  if (quitting) return
  const text = error instanceof FolderInUse ? error.message : `Corral could not start: ${String(error)}`
  console.error(text)
  if (!(error instanceof FolderInUse) || !process.stdout.isTTY) dialog.showErrorBox('Corral', text)
  app.exit(1)
}
