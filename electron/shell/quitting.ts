import { app, powerMonitor } from 'electron'
import { closeAndRelease } from '../close-within.ts'

/** Longest time for closing before Corral ends anyway, in milliseconds. */
export const CLOSE_WITHIN = 3000

export interface Quitting {
  /** Whether windows may close because Corral is quitting. */
  isEnding(): boolean
  /** Asks if a transfer would be interrupted; once confirmed it does not ask again. */
  mayQuit(): Promise<boolean>
}

/**
 * Quits Corral: asks if something would be lost, closes everything, then lets the app end. Signals and the end of the
 * session quit without asking, since nobody may be present.
 *
 * @param ask whether to quit; asks the user if necessary
 * @param close closes everything
 * @param release lets another Corral start; Corral ends when it settles, or after `CLOSE_WITHIN`
 */
export function quitInOrder(
  ask: () => Promise<boolean>,
  close: () => Promise<void>,
  release: () => Promise<void>,
): Quitting {
  let state: 'open' | 'asking' | 'allowed' | 'closing' | 'closed' = 'open'
  const allow = () => {
    if (state === 'open' || state === 'asking') state = 'allowed'
  }
  const mayQuit = async () => {
    if (state === 'asking') return false
    if (state !== 'open') return true
    state = 'asking'
    const yes = await ask()
    // A signal may have come while the question was open.
    if (state === 'asking') state = yes ? 'allowed' : 'open'
    return yes
  }
  const end = async () => {
    if (!(await mayQuit()) || state === 'closing' || state === 'closed') return
    state = 'closing'
    await closeAndRelease(CLOSE_WITHIN, close, release)
    state = 'closed'
    app.quit()
  }
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    void end()
  })
  // The window handles its own closing.
  app.on('window-all-closed', () => {})
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      allow()
      app.quit()
    })
  powerMonitor.on('shutdown', allow)
  return { isEnding: () => state === 'closing' || state === 'closed', mayQuit }
}
