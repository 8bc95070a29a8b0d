import { Menu, app, clipboard, globalShortcut, shell } from 'electron'
import os from 'node:os'
import type { Settings } from '#shared/contract/settings.ts'
import { createTransferNews } from '#shared/domain/transfer-news.ts'
import type { App } from '../core/app.ts'
import type { RealPlatform } from '../platform/platform.ts'
import { createActivity } from './activity.ts'
import { diagnostics } from './diagnostics.ts'
import { installation } from './installation.ts'
import { setLogin } from './login.ts'
import type { StartTimes } from './start-times.ts'
import { applicationMenu, type MenuActs } from './menu.ts'
import { keepHour, load, unload, unloadAll } from './memory-acts.ts'
import { notify, type Message } from './notify.ts'
import { followQuick, quickViewOf } from './quick.ts'
import { createShortcuts } from './shortcuts.ts'
import { transferNotification } from './transfer-notification.ts'
import { hasTray } from './tray-support.ts'
import type { TrayActs } from './tray-menu.ts'
import { openTray, type TrayIcon } from './tray.ts'
import { createUpdates, updateWay } from './updates.ts'
import { themeWindow } from './window.ts'
import type { Windows } from './windows.ts'
import type { ShellI18n } from './shell-i18n.ts'

/** Lines of the log in the diagnostics. */
const LOG_LINES = 80

interface Surroundings {
  core: App
  platform: RealPlatform
  windows: Windows
  i18n: () => ShellI18n
  startTimes: StartTimes
  mayQuit: () => Promise<boolean>
}

/**
 * Everything the system shows of Corral outside its window: tray, taskbar, notifications, the global shortcuts and
 * the start at login. The page's requests work at once. The rest begins when the page has shown its first list, or when
 * the returned function is called.
 */
export function openDesktop({ core, platform, windows, i18n, startTimes, mayQuit }: Surroundings): () => void {
  const { desktop, log, running, settings } = core
  const tell = (message: Message | null) => message && notify(message, windows.show)
  const ask = (request: Parameters<typeof desktop.ask>[0]) => {
    windows.show()
    desktop.ask(request)
  }
  const freeMemory = async () => tell(await unloadAll(running, quickViewOf(core), i18n()))

  const acts: TrayActs & MenuActs = {
    open: windows.show,
    openSettings: () => ask({ type: 'place', place: 'settings' }),
    openTransfer: (id) => ask({ type: 'transfer', id }),
    openTransfers: () => ask({ type: 'place', place: 'transfers' }),
    openPanel: windows.panel.open,
    unload: (hostId, model) => void unload(running, hostId, model, i18n()).then(tell),
    keepHour: (hostId, model) => void keepHour(running, hostId, model, i18n()).then(tell),
    load: (hostId, name) => void load(running, hostId, name, i18n()).then(tell),
    unloadAll: () => void freeMemory(),
    quit: () => app.quit(),
    pull: () => ask({ type: 'pull_dialog' }),
    showKeys: () => ask({ type: 'keys' }),
    openLogs: () => shell.showItemInFolder(platform.log.file),
    copyDiagnostics: () => void copyDiagnostics(),
  }
  const copyDiagnostics = async () => {
    await clipboard.writeText(await diagnosticsOf(core, platform))
    ask({ type: 'said', what: 'diagnostics_copied' })
  }

  const loadUpdater = async () => (await import('./updater.ts')).openUpdater(log)
  const updates = createUpdates(updateWay(installation()), loadUpdater, log, (update) => desktop.set({ update }))
  const shortcuts = createShortcuts(globalShortcut, {
    unload: acts.unloadAll,
    free: () => ask({ type: 'free_memory' }),
  })
  const activity = createActivity()
  const news = createTransferNews()
  let tray: TrayIcon | null = null

  const show = () => {
    const view = quickViewOf(core)
    tray?.show(view, i18n())
    activity.show(view, windows.main(), settings.get().keepAwake)
    const fresh = news(core.transfers.all())
    if (!settings.get().notifications || windows.isInFront()) return
    for (const each of fresh) {
      const message = transferNotification(each, i18n())
      if (message) notify(message, () => acts.openTransfer(each.transfer.id))
    }
  }
  const keepTray = (wanted: boolean) => {
    if (wanted === (tray !== null)) return
    tray?.close()
    tray = null
    try {
      if (wanted) tray = openTray(acts, windows.panel.toggle)
    } catch (error) {
      log.error('tray', error)
    }
    // Without an icon a hidden window could not be reopened.
    if (!tray && windows.isHidden()) windows.show()
  }
  let applied: Settings | null = null
  const apply = () => {
    const now = settings.get()
    Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(process.platform, i18n(), acts)))
    keepTray(now.tray)
    if (applied?.theme !== now.theme) themeWindow(windows.main(), now.theme)
    if (applied?.unloadKeys !== now.unloadKeys || applied.freeKeys !== now.freeKeys)
      desktop.set({ shortcuts: shortcuts.set({ unload: now.unloadKeys, free: now.freeKeys }) })
    if (applied?.checkForUpdates !== now.checkForUpdates) updates.follow(now.checkForUpdates)
    if (applied && applied.login !== now.login)
      setLogin(now.login).catch((error: unknown) => log.error('start at login', error))
    applied = now
    show()
  }

  let hasBegun = false
  let hasPainted = false
  const begin = () => {
    if (hasBegun) return
    hasBegun = true
    void hasTray().then((isThere) => desktop.set({ tray: isThere }))
    apply()
    followQuick(core, show)
    void (async () => {
      for await (const change of core.changes.subscribe()) if (change.type === 'settings') apply()
    })()
    startTimes.mark('desktop')
  }

  desktop.attach(
    {
      open: windows.show,
      openPanel: windows.panel.open,
      fitPanel: windows.panel.fit,
      closePanel: windows.panel.hide,
      discard: windows.discard,
      checkForUpdate: updates.check,
      downloadUpdate: updates.download,
      installUpdate: async () => void ((await mayQuit()) && (await updates.install())),
      painted(at) {
        // A later page belongs to no start.
        if (hasPainted) return
        hasPainted = true
        startTimes.mark('painted', at)
        begin()
        log.info(startTimes.toString())
      },
    },
    { tray: process.platform !== 'linux', shortcuts: { unload: 'off', free: 'off' }, update: updates.state() },
  )
  return begin
}

async function diagnosticsOf(core: App, { secrets }: RealPlatform): Promise<string> {
  const { electron, chrome, node } = process.versions
  return diagnostics({
    info: core.system.info(),
    versions: { Electron: electron, Chromium: chrome, Node: node, [os.type()]: `${os.release()} ${os.arch()}` },
    settings: core.settings.get(),
    hosts: core.hosts.state().hosts,
    transfers: core.transfers.all(),
    tray: await hasTray(),
    secrets: secrets.kind,
    log: (await core.system.log(LOG_LINES)).lines,
    home: os.homedir(),
    redact: core.redactor.redact,
  })
}
