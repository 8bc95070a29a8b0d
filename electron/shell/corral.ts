import { setTimeout as pause } from 'node:timers/promises'
import {
  app,
  dialog,
  powerMonitor,
  safeStorage,
  session,
  shell,
  type MessagePortMain,
  type WebContents,
} from 'electron'
import { openApp, type App } from '../core/app.ts'
import { createPortHandler } from '../core/port-handler.ts'
import type { Log } from '../core/platform.ts'
import type { Flags } from '../flags.ts'
import { openPlatform, type RealPlatform } from '../platform/platform.ts'
import { quitQuestion } from './closing.ts'
import { openDesktop } from './desktop.ts'
import { linkIn } from './links.ts'
import { startsHidden } from './login.ts'
import type { StartTimes } from './start-times.ts'
import { createExternalLinks } from './external-links.ts'
import { quitInOrder } from './quitting.ts'
import { openSecrets } from './secrets.ts'
import { openWindowState } from './window-state.ts'
import type { NewWindow } from './window.ts'
import { createWindows } from './windows.ts'
import { createShellI18n, type ShellI18n } from './shell-i18n.ts'

/** Longest wait for the window's first paint, and then for its first list, before the desktop is set up, in milliseconds. */
const LONGEST_WAIT = { paint: 3000, list: 500 }

/** What `main.ts` needs of the running app. */
export interface Corral {
  log: Log
  i18n(): ShellI18n
  isEnding(): boolean
  isOurs(contents: WebContents): boolean
  /** Serves the page at the other end of a port. */
  connect(port: MessagePortMain): void
  openOutside(url: string): void
  /** Follows the first link of a command line, if there is one. */
  follow(args: readonly string[]): void
  /** Brings the window to the front, and follows a link. */
  open(args: readonly string[]): void
  /** Resolves when the current host was chosen, or none was found. */
  begun: Promise<void>
}

/**
 * The app without its first window, which is made before: the core and the desktop around it.
 *
 * @param early the window that was already made
 */
export async function openCorral(flags: Flags, startTimes: StartTimes, early: NewWindow | null): Promise<Corral> {
  const platform = await openPlatform(flags, app.getPath('userData'), 'window', app.getLocale(), {
    openSecrets: (files) => openSecrets(safeStorage, process.platform, files),
    openFolder,
    resolveProxy: (url) => session.defaultSession.resolveProxy(url),
  })
  return open(platform, flags, startTimes, early).catch((error: unknown) => {
    platform.log.error('the start failed', error)
    throw error
  })
}

async function open(
  platform: RealPlatform,
  flags: Flags,
  startTimes: StartTimes,
  early: NewWindow | null,
): Promise<Corral> {
  const core = await openApp(platform)
  const i18n = createI18n(core)
  startTimes.mark('core')
  const { isEnding, mayQuit } = quitInOrder(
    () => askToQuit(core, i18n()),
    () => core.close(),
    () => platform.release(),
  )
  const state = await openWindowState(platform)
  const windows = createWindows({ core, state, i18n, isEnding, early })
  const beginDesktop = openDesktop({ core, platform, windows, i18n, startTimes, mayQuit })
  await windows.start(startsHidden(flags.hidden, core.settings.get().login))
  const begun = core.begin()
  powerMonitor.on('suspend', () => core.pause(true))
  powerMonitor.on('resume', () => {
    core.pause(false)
    windows.woke()
  })
  void whenDrawn(early).then(beginDesktop)

  const handler = createPortHandler(core.router)
  const openOutside = createExternalLinks({
    i18n,
    open: (url) => shell.openExternal(url),
    ask: (question) => yes({ type: 'question', defaultId: 1, cancelId: 1, ...question }),
  })
  const follow = (args: readonly string[]) => {
    const link = linkIn(args)
    if (!link) return
    windows.show()
    core.desktop.ask(link)
  }
  return {
    log: platform.log,
    i18n,
    isEnding,
    isOurs: windows.isOurs,
    connect(port) {
      handler.upgrade(port, { context: {} })
      port.start()
    },
    openOutside: (url) => void openOutside(url),
    follow,
    open(args) {
      windows.show()
      follow(args)
    },
    begun,
  }
}

async function whenDrawn(early: NewWindow | null): Promise<void> {
  if (!early) return
  await Promise.race([early.drawn, pause(LONGEST_WAIT.paint)])
  await pause(LONGEST_WAIT.list)
}

/** The texts in the language of the settings, created again when that changes. */
function createI18n({ settings }: App): () => ShellI18n {
  let made: { of: string; i18n: ShellI18n } | null = null
  return () => {
    const { language, units } = settings.get()
    const of = `${language} ${units}`
    if (made?.of !== of) made = { of, i18n: createShellI18n(language, app.getPreferredSystemLanguages(), units) }
    return made.i18n
  }
}

async function openFolder(folder: string): Promise<void> {
  const fault = await shell.openPath(folder)
  if (fault !== '') throw new Error(fault)
}

async function askToQuit(core: App, i18n: ShellI18n): Promise<boolean> {
  const question = quitQuestion(core.transfers.all(), i18n)
  return question === null || yes({ type: 'question', ...question })
}

/** Whether the first button was chosen. */
async function yes(question: Electron.MessageBoxOptions): Promise<boolean> {
  const { response } = await dialog.showMessageBox({ noLink: true, ...question })
  return response === 0
}
