import path from 'node:path'
import { RPCHandler } from '@orpc/server/message-port'
import { app, dialog, powerMonitor, safeStorage, session, shell } from 'electron'
import { readAssets } from './assets.ts'
import { openApp, type App } from './core/app.ts'
import type { Log } from './core/machine.ts'
import { readFlags } from './flags.ts'
import { FolderInUse } from './machine/data-folder.ts'
import { openMachine } from './machine/machine.ts'
import { quitQuestion } from './shell/closing.ts'
import { openDesktop } from './shell/desktop.ts'
import { reportFaults } from './shell/faults.ts'
import { linkIn, readLink, type Link } from './shell/links.ts'
import { startsHidden } from './shell/login.ts'
import { createMarks } from './shell/marks.ts'
import { createOutside } from './shell/outside.ts'
import { handOverPorts } from './shell/port.ts'
import { quitInOrder } from './shell/quitting.ts'
import { limitContents, limitSession } from './shell/rules.ts'
import { registerScheme, serveScheme } from './shell/scheme.ts'
import { openSecrets } from './shell/secrets.ts'
import { openWindowState } from './shell/window-state.ts'
import { createWindows, type Windows } from './shell/windows.ts'
import { wordsFor, type ShellWords } from './shell/words.ts'

const marks = createMarks()
const flags = readFlags(process.argv)
let log: Log | null = null
let words = (): ShellWords => wordsFor('system', app.getPreferredSystemLanguages())
let isEnding = () => false
/** Keeps a link until there is a window to show what it asks for. */
let firstLink = linkIn(process.argv)
let follow = (link: Link) => {
  firstLink = link
}

registerScheme()
reportFaults(
  () => log,
  () => words(),
)
const openOutside = createOutside({
  words: () => words(),
  open: (url) => shell.openExternal(url),
  ask: (question) => yes({ type: 'question', defaultId: 1, cancelId: 1, ...question }),
})
limitContents(app, (url) => void openOutside(url))
if (flags.data) app.setPath('userData', flags.data)
app.on('open-url', (event, url) => {
  event.preventDefault()
  const link = readLink(url)
  if (link) follow(link)
})

if (app.requestSingleInstanceLock()) boot().catch(giveUp)
else app.quit()

/** Each step needs the one before it and nothing more. */
async function boot(): Promise<void> {
  await app.whenReady()
  marks.mark('ready')
  const machine = await openMachine(flags, app.getPath('userData'), 'window', app.getLocale(), {
    openSecrets: (disk, into) => openSecrets(safeStorage, process.platform, disk, into),
    openFolder,
  })
  log = machine.log
  const core = await openApp(machine)
  words = speak(core)
  marks.mark('core')
  const quitting = quitInOrder(
    () => askToQuit(core),
    async () => {
      await core.close()
      await machine.release()
    },
  )
  isEnding = quitting.isEnding
  const state = await openWindowState(machine.disk, machine.log)
  const windows = createWindows({ core, state, words, isEnding })
  servePage(core, windows)
  await windows.start(startsHidden(flags.hidden, core.settings.get().login))
  marks.mark('window')
  const begun = core.begin()
  openDesktop({ core, machine, windows, words, marks, mayQuit: quitting.mayQuit })
  followLinks(core, windows)
  sleepWithTheMachine(core)
  marks.mark('desktop')
  await begun
}

/** In the language of the settings, made anew when it changes. */
function speak({ settings }: App): () => ShellWords {
  let made: { of: string; words: ShellWords } | null = null
  return () => {
    const { language, units } = settings.get()
    const of = `${language} ${units}`
    if (made?.of !== of) made = { of, words: wordsFor(language, app.getPreferredSystemLanguages(), units) }
    return made.words
  }
}

function servePage(core: App, windows: Windows): void {
  const devUrl = app.isPackaged ? null : (process.env['CORRAL_DEV_URL'] ?? null)
  limitSession(session.defaultSession, devUrl)
  serveScheme(readAssets(path.join(__dirname, '..', 'page')), devUrl)
  const handler = new RPCHandler(core.router)
  handOverPorts(windows.isOurs, (port) => {
    handler.upgrade(port, { context: {} })
    port.start()
  })
}

/** Links of this start and of later ones, which end at once and leave theirs to this. */
function followLinks({ desktop }: App, windows: Windows): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient('corral', process.execPath, ['--'])
  follow = (link) => {
    windows.show()
    desktop.ask(link)
  }
  app.on('second-instance', (_event, args) => {
    const link = linkIn(args)
    if (link) follow(link)
    else windows.show()
  })
  app.on('activate', windows.show)
  if (firstLink) follow(firstLink)
}

async function openFolder(folder: string): Promise<void> {
  const fault = await shell.openPath(folder)
  if (fault !== '') throw new Error(fault)
}

function sleepWithTheMachine(core: App): void {
  powerMonitor.on('suspend', () => core.pause(true))
  powerMonitor.on('resume', () => core.pause(false))
}

async function askToQuit(core: App): Promise<boolean> {
  const question = quitQuestion(core.transfers.all(), words())
  return question === null || yes({ type: 'question', ...question })
}

/** Whether the first of the buttons was chosen. */
async function yes(question: Electron.MessageBoxOptions): Promise<boolean> {
  const { response } = await dialog.showMessageBox({ noLink: true, ...question })
  return response === 0
}

function giveUp(error: unknown): void {
  // What fails because everything is being closed is no news.
  if (isEnding()) return
  log?.error('the start failed', error)
  const text = error instanceof FolderInUse ? error.message : `Corral could not start: ${String(error)}`
  console.error(text)
  if (!(error instanceof FolderInUse) || !process.stdout.isTTY) dialog.showErrorBox('Corral', text)
  app.exit(1)
}
