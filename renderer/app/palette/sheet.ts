import { create } from 'zustand'

/** Whether the list of all keys is shown. */
export const useShortcutSheet = create<{ isOpen: boolean; setOpen: (isOpen: boolean) => void }>((set) => ({
  isOpen: false,
  setOpen: (isOpen) => set({ isOpen }),
}))
