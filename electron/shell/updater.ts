import { autoUpdater } from 'electron-updater'
import type { Log } from '../core/platform.ts'
import type { Updater } from './updates.ts'

/** electron-updater with this build's address. Imported on demand: it is large, and most starts do not need it. */
export function openUpdater(log: Log, url = CORRAL_UPDATE_URL): Updater {
  autoUpdater.setFeedURL({ provider: 'generic', url })
  autoUpdater.autoDownload = false
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.logger = {
    info: (text) => log.info(String(text)),
    warn: (text) => log.info(String(text)),
    error: (text) => log.error('updates', text),
  }
  return autoUpdater
}
