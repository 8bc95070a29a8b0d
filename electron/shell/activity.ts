import { app, powerSaveBlocker, type BrowserWindow } from 'electron'
import type { QuickView } from '#shared/domain/quick-view.ts'
import { barOf } from './activity-bar.ts'

/** Shows transfers on the taskbar and dock, and keeps the computer awake for them if the setting is on. */
export function createActivity(): {
  show(view: QuickView, window: BrowserWindow | null, keepAwake: boolean): void
} {
  let blocker: number | null = null
  let bar = -1
  let drawnOn: BrowserWindow | null = null
  let badge = 0
  const stay = (awake: boolean) => {
    if (awake && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension')
    if (awake || blocker === null) return
    powerSaveBlocker.stop(blocker)
    blocker = null
  }
  return {
    show(view, window, keepAwake) {
      const next = Math.round(barOf(view) * 100) / 100
      if (next !== bar || window !== drawnOn) {
        bar = next
        drawnOn = window
        window?.setProgressBar(next)
      }
      if (view.transfers.length !== badge) {
        badge = view.transfers.length
        app.setBadgeCount(badge)
      }
      stay(keepAwake && view.transfers.length > 0)
    },
  }
}
