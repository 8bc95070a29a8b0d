import type { GlobalShortcut } from 'electron'
import type { DesktopState } from '#shared/contract/desktop.ts'

type States = DesktopState['shortcuts']

/** Registers at most one global shortcut for each act. */
export function createShortcuts(
  keys: Pick<GlobalShortcut, 'register' | 'unregister'>,
  acts: Record<keyof States, () => void>,
) {
  const held = new Set<string>()
  const register = (wanted: string | null, act: () => void): States['unload'] => {
    if (wanted === null) return 'off'
    try {
      if (held.has(wanted) || !keys.register(wanted, act)) return 'taken'
    } catch {
      return 'taken'
    }
    held.add(wanted)
    return 'on'
  }
  return {
    /**
     * Returns the results; `taken` if another program or the other shortcut uses the keys, or the system does not know
     * them.
     */
    set({ unload, free }: Record<keyof States, string | null>): States {
      for (const each of held) keys.unregister(each)
      held.clear()
      return { unload: register(unload, acts.unload), free: register(free, acts.free) }
    },
  }
}
