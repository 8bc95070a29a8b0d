import { app, dialog, type BrowserWindow } from 'electron'
import type { Log } from '../core/platform.ts'
import type { ShellI18n } from './shell-i18n.ts'

/** Offers to load a page anew that crashed or hangs. Jobs belong to the core and go on meanwhile. */
export function reloadCrashedPage(window: BrowserWindow, log: Log, words: () => ShellI18n): void {
  const { webContents } = window
  let isAsking = false
  const ask = async (what: 'crashed' | 'hangs'): Promise<boolean> => {
    const { t } = words()
    isAsking = true
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: t(`desktop.fault.${what}`),
      detail: t('desktop.fault.jobs'),
      buttons: [t('common.crash.reload'), t(what === 'hangs' ? 'desktop.fault.wait' : 'common.act.close')],
      defaultId: 0,
      cancelId: 1,
      noLink: true,
    })
    isAsking = false
    return response === 0
  }
  const crashed = async () => {
    const again = await ask('crashed')
    if (window.isDestroyed()) return
    if (again) webContents.reload()
    else window.close()
  }
  const hangs = async () => {
    if (!(await ask('hangs')) || window.isDestroyed()) return
    // A page that hangs loads nothing before its process has ended.
    isAsking = true
    webContents.once('render-process-gone', () => {
      isAsking = false
      webContents.reload()
    })
    webContents.forcefullyCrashRenderer()
  }
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit' || isAsking) return
    log.error(`the page ended with ${exitCode}`, new Error(reason))
    void crashed()
  })
  window.on('unresponsive', () => {
    if (isAsking) return
    log.error('the page does not answer', new Error('unresponsive'))
    void hangs()
  })
}

/**
 * A fault that nobody caught is written to the log and said once. The app goes on, since transfers may be
 * running; the user may start it anew.
 */
export function reportCrashes(log: () => Log | null, words: () => ShellI18n | null): void {
  let wasSaid = false
  const report = (what: string, error: unknown) => {
    const held = log()
    if (held) held.error(what, error)
    else console.error(what, error)
    const spoken = words()
    if (wasSaid || !spoken) return
    wasSaid = true
    void say(error, spoken)
  }
  process.on('uncaughtException', (error) => report('uncaught', error))
  process.on('unhandledRejection', (reason) => report('unhandled', reason))
}

async function say(error: unknown, { t }: ShellI18n): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: t('desktop.fault.title'),
    detail: t('desktop.fault.text', { detail: error instanceof Error ? error.message : String(error) }),
    buttons: [t('desktop.fault.goOn'), t('desktop.fault.restart')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  })
  if (response !== 1) return
  app.relaunch()
  app.quit()
}
