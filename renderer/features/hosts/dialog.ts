import { create } from 'zustand'
import type { Host } from '#shared/contract/hosts.ts'

interface HostDialogState {
  isOpen: boolean
  /** A new host or the edited one. Kept while the dialog closes. */
  target: 'add' | Host
  /** The address to begin with in place of the host's own. */
  url: string | null
  /** Whether a host that is added becomes the current one. */
  isUsed: boolean
  /** Counts the openings; as a key it resets the dialog each time. */
  turn: number
  open: (target: 'add' | Host, options?: { url?: string; isUsed?: boolean }) => void
  close: () => void
}

export const useHostDialog = create<HostDialogState>((set) => ({
  isOpen: false,
  target: 'add',
  url: null,
  isUsed: false,
  turn: 0,
  open: (target, { url, isUsed = false } = {}) =>
    set(({ turn }) => ({ isOpen: true, target, url: url ?? null, isUsed, turn: turn + 1 })),
  close: () => set({ isOpen: false }),
}))
