import { create } from 'zustand'

/** Which transfer dialog is open, and the model name it starts from. */
type Open = { kind: 'pull'; name: string; byLink: boolean } | { kind: 'push'; name: string }

interface TransferDialogs {
  open: Open | null
  /** `byLink` where not the user but a link asks for it. */
  openPull: (name?: string, byLink?: boolean) => void
  openPush: (name: string) => void
  close: () => void
}

/** The dialogs that start a transfer open from anywhere: library, inspector, palette, transfers. */
export const useTransferDialogs = create<TransferDialogs>((set) => ({
  open: null,
  openPull: (name = '', byLink = false) => set({ open: { kind: 'pull', name, byLink } }),
  openPush: (name) => set({ open: { kind: 'push', name } }),
  close: () => set({ open: null }),
}))
