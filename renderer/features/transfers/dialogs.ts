import { create } from 'zustand'

/** Which transfer dialog is open, and the model name it starts from. */
type Open = { kind: 'pull'; name: string; byLink: boolean } | { kind: 'push'; name: string }

interface TransferDialogs {
  open: Open | null
  /** `byLink`: a link asks for the pull, not the user. */
  openPull: (name?: string, byLink?: boolean) => void
  openPush: (name: string) => void
  close: () => void
}

/** The dialogs that start a transfer; they open from library, inspector, palette and transfers. */
export const useTransferDialogs = create<TransferDialogs>((set) => ({
  open: null,
  openPull: (name = '', byLink = false) => set({ open: { kind: 'pull', name, byLink } }),
  openPush: (name) => set({ open: { kind: 'push', name } }),
  close: () => set({ open: null }),
}))
