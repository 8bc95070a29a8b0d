import type { GlobalShortcut } from 'electron'
import type { DesktopState } from '#shared/contract/desktop.ts'

/** Holds one global shortcut: the keys that were set, or none. */
export function createShortcut(keys: Pick<GlobalShortcut, 'register' | 'unregister'>, act: () => void) {
  let held: string | null = null
  return {
    /** Answers what came of it; `taken` where another program has the keys, or the system knows no such keys. */
    set(wanted: string | null): DesktopState['shortcut'] {
      if (held !== null) keys.unregister(held)
      held = null
      if (wanted === null) return 'off'
      try {
        if (!keys.register(wanted, act)) return 'taken'
      } catch {
        return 'taken'
      }
      held = wanted
      return 'on'
    },
  }
}
