import type { GlobalShortcut } from 'electron'
import type { DesktopState } from '#shared/contract/desktop.ts'

/** Registers at most one global shortcut. */
export function createShortcut(keys: Pick<GlobalShortcut, 'register' | 'unregister'>, act: () => void) {
  let held: string | null = null
  return {
    /** Returns the result; `taken` if another program uses the keys, or the system does not know them. */
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
