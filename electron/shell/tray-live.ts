import type { RunningState } from '#shared/contract/running.ts'
import type { App } from '../core/app.ts'
import { openTray } from './tray.ts'
import { trayMenu, type TrayActs } from './tray-menu.ts'
import type { ShellWords } from './words.ts'

/**
 * Keeps the tray true: it follows the current host and watches what that host has loaded through the
 * same poller as the window. A system without a tray goes without.
 */
export function keepTray(core: App, words: () => ShellWords, acts: Pick<TrayActs, 'open' | 'quit'>): void {
  let hostId: string | null = null
  let running: RunningState | null = null
  let watching: AbortController | undefined
  const log = (error: unknown) => core.log.error('tray', error)
  const all: TrayActs = {
    ...acts,
    unload: (name) => hostId && void core.running.unload({ hostId, name }).catch(log),
    unloadAll: () => hostId && void core.running.unloadAll(hostId).catch(log),
  }
  let tray: ReturnType<typeof openTray>
  try {
    tray = openTray(all)
  } catch (error) {
    log(error)
    return
  }
  const show = () => tray.show(trayMenu(running, Date.now(), words(), all))
  const watch = async (id: string, signal: AbortSignal) => {
    for await (const state of core.running.watch(id, signal)) {
      running = state
      show()
    }
  }
  show()
  void (async () => {
    for await (const { currentId } of core.hosts.watch()) {
      if (currentId === hostId) continue
      hostId = currentId
      running = null
      watching?.abort()
      watching = new AbortController()
      show()
      if (hostId) watch(hostId, watching.signal).catch(log)
    }
  })()
  void (async () => {
    for await (const change of core.changes.subscribe()) if (change.type === 'settings') show()
  })()
}
