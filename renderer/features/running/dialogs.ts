import { create } from 'zustand'

type Open = { kind: 'load'; name: string | null } | { kind: 'unloadAll' } | { kind: 'free' }

interface RunningDialogs {
  open: Open | null
  /** With a name, that model is preselected. */
  openLoad: (name?: string) => void
  openUnloadAll: () => void
  openFree: () => void
  close: () => void
}

export const useRunningDialogs = create<RunningDialogs>((set) => ({
  open: null,
  openLoad: (name) => set({ open: { kind: 'load', name: name ?? null } }),
  openUnloadAll: () => set({ open: { kind: 'unloadAll' } }),
  openFree: () => set({ open: { kind: 'free' } }),
  close: () => set({ open: null }),
}))
