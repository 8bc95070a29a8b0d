import { create } from 'zustand'

/** `turn` counts the openings; as a key it resets the dialog each time. */
interface ModelDialogs {
  naming: { kind: 'copy' | 'rename'; name: string } | null
  deleting: readonly string[] | null
  isOpen: boolean
  turn: number
  copy: (name: string) => void
  rename: (name: string) => void
  remove: (names: readonly string[]) => void
  close: () => void
}

/** The dialogs about models; they open from the list, the inspector and the palette. The content stays until the next opening. */
export const useModelDialogs = create<ModelDialogs>((set) => {
  const ask = (what: Pick<ModelDialogs, 'naming' | 'deleting'>) =>
    set(({ turn }) => ({ ...what, isOpen: true, turn: turn + 1 }))
  return {
    naming: null,
    deleting: null,
    isOpen: false,
    turn: 0,
    copy: (name) => ask({ naming: { kind: 'copy', name }, deleting: null }),
    rename: (name) => ask({ naming: { kind: 'rename', name }, deleting: null }),
    remove: (names) => ask({ naming: null, deleting: names }),
    close: () => set({ isOpen: false }),
  }
})
