import { setTimeout as pause } from 'node:timers/promises'
import { RPCHandler } from '@orpc/server/message-port'
import { app, dialog, powerMonitor, safeStorage, shell, type MessagePortMain, type WebContents } from 'electron'
import { openApp, type App } from '../core/app.ts'
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

/** So long what stands beside the window waits for its first picture, and then for the first list, in milliseconds. */
const PATIENCE = { picture: 3000, list: 500 }

/** What the entry needs of the running app. */
export interface Corral {
  log: Log
  words(): ShellI18n
  isEnding(): boolean
  isOurs(contents: WebContents): boolean
  /** Serves a page at the other end of a port. */
  connect(port: MessagePortMain): void
  openOutside(url: string): void
  /** Shows what the first link of a command line asks for; does nothing where there is none. */
  follow(args: readonly string[]): void
  /** Brings the window to the front, and follows a link. */
  open(args: readonly string[]): void
  /** Once a server to begin with is found, or looked for in vain. */
  begun: Promise<void>
}

/**
 * All of the app but its first window, which is made before: the core, and around it the desktop.
 *
 * @param early the window that is made already
 */
export async function openCorral(flags: Flags, startTimes: StartTimes, early: NewWindow | null): Promise<Corral> {
  const platform = await openPlatform(flags, app.getPath('userData'), 'window', app.getLocale(), {
    openSecrets: (files) => openSecrets(safeStorage, process.platform, files),
    openFolder,
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
  const words = speak(core)
  startTimes.mark('core')
  const { isEnding, mayQuit } = quitInOrder(
    () => askToQuit(core, words()),
    async () => {
      await core.close()
      await platform.release()
    },
  )
  const state = await openWindowState(platform)
  const windows = createWindows({ core, state, words, isEnding, early })
  const beginDesktop = openDesktop({ core, platform, windows, words, startTimes, mayQuit })
  await windows.start(startsHidden(flags.hidden, core.settings.get().login))
  const begun = core.begin()
  powerMonitor.on('suspend', () => core.pause(true))
  powerMonitor.on('resume', () => core.pause(false))
  void whenDrawn(early).then(beginDesktop)

  const handler = new RPCHandler(core.router)
  const openOutside = createExternalLinks({
    words,
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
    words,
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
  await Promise.race([early.drawn, pause(PATIENCE.picture)])
  await pause(PATIENCE.list)
}

/** In the language of the settings, made anew when it changes. */
function speak({ settings }: App): () => ShellI18n {
  let made: { of: string; words: ShellI18n } | null = null
  return () => {
    const { language, units } = settings.get()
    const of = `${language} ${units}`
    if (made?.of !== of) made = { of, words: createShellI18n(language, app.getPreferredSystemLanguages(), units) }
    return made.words
  }
}

async function openFolder(folder: string): Promise<void> {
  const fault = await shell.openPath(folder)
  if (fault !== '') throw new Error(fault)
}

async function askToQuit(core: App, words: ShellI18n): Promise<boolean> {
  const question = quitQuestion(core.transfers.all(), words)
  return question === null || yes({ type: 'question', ...question })
}

/** Whether the first of the buttons was chosen. */
async function yes(question: Electron.MessageBoxOptions): Promise<boolean> {
  const { response } = await dialog.showMessageBox({ noLink: true, ...question })
  return response === 0
}
