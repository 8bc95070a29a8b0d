import { create } from 'zustand'

type Open = { kind: 'load'; name: string | null } | { kind: 'unloadAll' }

interface RunningDialogs {
  open: Open | null
  /** With a name, that model is preselected. */
  openLoad: (name?: string) => void
  openUnloadAll: () => void
  close: () => void
}

export const useRunningDialogs = create<RunningDialogs>((set) => ({
  open: null,
  openLoad: (name) => set({ open: { kind: 'load', name: name ?? null } }),
  openUnloadAll: () => set({ open: { kind: 'unloadAll' } }),
  close: () => set({ open: null }),
}))
