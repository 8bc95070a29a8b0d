import { create } from 'zustand'
import type { Host } from '#shared/contract/hosts.ts'

interface HostDialogState {
  isOpen: boolean
  /** What it is about: a new host or one that is edited. It stays while the dialog fades. */
  target: 'add' | Host
  /** Counts the openings, so that each begins afresh. */
  turn: number
  open: (target: 'add' | Host) => void
  close: () => void
}

export const useHostDialog = create<HostDialogState>((set) => ({
  isOpen: false,
  target: 'add',
  turn: 0,
  open: (target) => set(({ turn }) => ({ isOpen: true, target, turn: turn + 1 })),
  close: () => set({ isOpen: false }),
}))
