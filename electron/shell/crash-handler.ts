import { app, dialog, type BrowserWindow } from 'electron'
import type { Log } from '../core/platform.ts'
import type { ShellI18n } from './shell-i18n.ts'

/** Offers to reload a page that crashed or hangs. Jobs belong to the core and continue. */
export function reloadCrashedPage(window: BrowserWindow, log: Log, i18n: () => ShellI18n): void {
  const { webContents } = window
  let isAsking = false
  const ask = async (what: 'crashed' | 'hangs'): Promise<boolean> => {
    const { t } = i18n()
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
    // A page that hangs can only be reloaded after its process has ended.
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
 * An uncaught error is written to the log and shown once. The app keeps running, since transfers may be in progress;
 * the user may restart it.
 */
export function reportCrashes(log: () => Log | null, i18n: () => ShellI18n | null): void {
  let wasShown = false
  const report = (what: string, error: unknown) => {
    const held = log()
    if (held) held.error(what, error)
    else console.error(what, error)
    const texts = i18n()
    if (wasShown || !texts) return
    wasShown = true
    void show(error, texts)
  }
  process.on('uncaughtException', (error) => report('uncaught', error))
  process.on('unhandledRejection', (reason) => report('unhandled', reason))
}

async function show(error: unknown, { t }: ShellI18n): Promise<void> {
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
