import { BrowserWindow, app, type WebContents } from 'electron'
import type { App } from '../core/app.ts'
import { whenClosed } from './closing.ts'
import { reloadCrashedPage } from './crash-handler.ts'
import { createDiscarding } from './discard.ts'
import { keepPlace } from './keep-place.ts'
import { notify } from './notify.ts'
import { createPanel, type Panel } from './panel.ts'
import { hasTray } from './tray-support.ts'
import { watchTray } from './tray-watch.ts'
import { makeWindow, themeWindow, type NewWindow } from './window.ts'
import type { WindowStore } from './window-state.ts'
import type { ShellI18n } from './shell-i18n.ts'

export interface Windows {
  main(): BrowserWindow | null
  panel: Panel
  /** Opens the main window, or brings it to the front. */
  show(): void
  /** Opens it at the start; if `hidden`, minimised, or not at all if there is a tray. */
  start(hidden: boolean): Promise<void>
  isOurs(contents: WebContents): boolean
  /** Whether only the tray can bring the main window back. */
  isHidden(): boolean
  /** The page of the hidden main window agrees to be discarded. */
  discard(): void
  /** The computer woke up. */
  woke(): void
  /** Whether one of them has the focus. */
  isInFront(): boolean
}

interface Surroundings {
  core: Pick<App, 'settings' | 'log' | 'setIdle' | 'desktop'>
  state: WindowStore
  i18n: () => ShellI18n
  isEnding: () => boolean
  /** The window that was already made. */
  early: NewWindow | null
}

/** The main window and the panel: their creation, visibility and closing. */
export function createWindows({ core, state, i18n, isEnding, early }: Surroundings): Windows {
  const { settings, log } = core
  let made = early
  let main: BrowserWindow | null = null

  const isHidden = () => (main === null ? process.platform !== 'darwin' : !(main.isVisible() || main.isMinimized()))
  const isSeen = () => main !== null && main.isVisible() && !main.isMinimized()
  const look = () => core.setIdle(!isSeen() && !panel.isVisible())
  const panel = createPanel(log, () => settings.get().theme, look)

  const discarding = createDiscarding(
    () => core.desktop.ask({ type: 'may_discard' }),
    () => {
      const window = main
      // The event that it is shown may come later than this.
      if (!window || window.isVisible()) return
      main = null
      window.destroy()
      log.info('the page of the hidden window is discarded')
    },
  )

  const sayOnce = (what: 'hidden' | 'minimized') => {
    if (state.get().saidClosing) return
    void state.set({ saidClosing: true })
    const { t } = i18n()
    notify({ title: t(`desktop.closed.${what}`), body: t('desktop.closed.text') }, show)
  }
  const putAway = async () => {
    const hasIcon = settings.get().tray && (await hasTray())
    if (!main || isEnding()) return
    const away = whenClosed(process.platform, settings.get().closing, hasIcon)
    if (away === 'hide') {
      main.hide()
      sayOnce('hidden')
    } else if (away === 'minimize') {
      main.minimize()
      sayOnce('minimized')
    } else app.quit()
  }
  const open = (show: 'normal' | 'minimized') => {
    const fresh = made ?? makeWindow()
    made = null
    const { window } = fresh
    main = window
    keepPlace(fresh, state, show)
    themeWindow(window, settings.get().theme)
    reloadCrashedPage(window, log, i18n)
    window.on('close', (event) => {
      if (isEnding() || process.platform === 'darwin') return
      event.preventDefault()
      void putAway()
    })
    window.on('hide', discarding.hidden)
    window.on('show', discarding.shown)
    window.on('closed', () => {
      discarding.shown()
      const isDiscarded = main !== window
      if (!isDiscarded) main = null
      look()
      // A page may close its own window without a `close` event.
      if (!isDiscarded && !isEnding() && process.platform !== 'darwin') app.quit()
    })
    for (const event of ['show', 'hide', 'minimize', 'restore'] as const) window.on(event as 'show', look)
  }
  if (process.platform === 'linux')
    watchTray({
      isHidden: () => !isEnding() && isHidden(),
      hasTray,
      lost() {
        log.info('the tray is gone: the window is shown')
        if (main) main.showInactive()
        else open('normal')
      },
    })
  const show = () => {
    if (!main) return open('normal')
    discarding.shown()
    if (main.isMinimized()) main.restore()
    main.show()
    main.focus()
    return undefined
  }

  return {
    main: () => main,
    panel,
    show,
    async start(hidden) {
      if (!hidden) return open('normal')
      if (settings.get().tray && (await hasTray())) return look()
      return open('minimized')
    },
    isOurs: (contents) => contents === main?.webContents || contents === panel.window()?.webContents,
    isHidden,
    discard: discarding.agreed,
    // Some systems count the time asleep: who opens the computer would wait for the page.
    woke: () => {
      if (main && isHidden()) discarding.hidden()
    },
    isInFront: () => BrowserWindow.getFocusedWindow() !== null,
  }
}
