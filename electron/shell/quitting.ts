import { app, powerMonitor } from 'electron'
import { closeWithin } from '../close-within.ts'

/** So long Corral may take to close what is open before it ends all the same, in milliseconds. */
export const CLOSE_WITHIN = 3000

export interface Quitting {
  /** Whether windows may close, because all of Corral does. */
  isEnding(): boolean
  /** Asks if something would be interrupted; after a yes nothing is asked again. */
  mayQuit(): Promise<boolean>
}

/**
 * Ends Corral in order: asks where something would be lost, closes what is open, then lets go. Signals and
 * the end of the session ask nothing, as nobody may be there to answer.
 *
 * @param ask whether to quit, after the user was asked if need be
 * @param close closes everything; Corral ends when it is done, however it went, and soon in any case
 */
export function quitInOrder(ask: () => Promise<boolean>, close: () => Promise<void>): Quitting {
  let state: 'open' | 'asking' | 'allowed' | 'closing' | 'closed' = 'open'
  const allow = () => {
    if (state === 'open' || state === 'asking') state = 'allowed'
  }
  const mayQuit = async () => {
    if (state === 'asking') return false
    if (state !== 'open') return true
    state = 'asking'
    const yes = await ask()
    // A signal may have come while the question stood.
    if (state === 'asking') state = yes ? 'allowed' : 'open'
    return yes
  }
  const end = async () => {
    if (!(await mayQuit()) || state === 'closing' || state === 'closed') return
    state = 'closing'
    await closeWithin(CLOSE_WITHIN, close)
    state = 'closed'
    app.quit()
  }
  app.on('before-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    void end()
  })
  // The window decides itself what its closing means.
  app.on('window-all-closed', () => {})
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      allow()
      app.quit()
    })
  powerMonitor.on('shutdown', allow)
  return { isEnding: () => state === 'closing' || state === 'closed', mayQuit }
}
