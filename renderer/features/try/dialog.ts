import { create } from 'zustand'

/** `turn` counts the openings; as a key it resets the dialog each time. */
interface TryDialogState {
  name: string | null
  turn: number
  open: (name: string) => void
  close: () => void
}

/** The model that is tried; opened from the list, the inspector and the palette. */
export const useTryDialog = create<TryDialogState>((set) => ({
  name: null,
  turn: 0,
  open: (name) => set(({ turn }) => ({ name, turn: turn + 1 })),
  close: () => set({ name: null }),
}))
