import { create } from 'zustand'

/** Which transfer dialog is open, and the model name it starts from. */
type Open = { kind: 'pull'; name: string } | { kind: 'push'; name: string }

interface TransferDialogs {
  open: Open | null
  openPull: (name?: string) => void
  openPush: (name: string) => void
  close: () => void
}

/** The dialogs that start a transfer open from anywhere: library, inspector, palette, transfers. */
export const useTransferDialogs = create<TransferDialogs>((set) => ({
  open: null,
  openPull: (name = '') => set({ open: { kind: 'pull', name } }),
  openPush: (name) => set({ open: { kind: 'push', name } }),
  close: () => set({ open: null }),
}))
