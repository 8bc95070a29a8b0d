import { create } from 'zustand'

/** `turn` counts the openings; as a key it resets the dialog each time. */
interface ModelDialogs {
  naming: { kind: 'copy' | 'rename'; name: string } | null
  deleting: readonly string[] | null
  isOpen: boolean
  turn: number
  /** The element that had the focus when the dialog was opened. */
  opener: Element | null
  copy: (name: string) => void
  rename: (name: string) => void
  remove: (names: readonly string[]) => void
  close: () => void
}

/** The dialogs about models; they open from the list, the inspector and the palette. The content stays until the next opening. */
export const useModelDialogs = create<ModelDialogs>((set) => {
  const ask = (what: Pick<ModelDialogs, 'naming' | 'deleting'>) =>
    set(({ turn }) => ({ ...what, isOpen: true, turn: turn + 1, opener: document.activeElement }))
  return {
    naming: null,
    deleting: null,
    isOpen: false,
    turn: 0,
    opener: null,
    copy: (name) => ask({ naming: { kind: 'copy', name }, deleting: null }),
    rename: (name) => ask({ naming: { kind: 'rename', name }, deleting: null }),
    remove: (names) => ask({ naming: null, deleting: names }),
    close: () => set({ isOpen: false }),
  }
})

/**
 * The element to focus after a dialog: the one that opened it, or the list if that is gone. A focus that moved
 * while the dialog was closing stays.
 */
export function focusAfterwards(): HTMLElement | null {
  const { activeElement } = document
  const isMoved = activeElement !== document.body && !activeElement?.closest('[role="dialog"], [role="alertdialog"]')
  if (isMoved && activeElement instanceof HTMLElement) return activeElement
  const { opener } = useModelDialogs.getState()
  // A closing menu is still in the document for a moment; the focus would keep it open.
  const isLasting = opener?.isConnected === true && opener !== document.body && opener.closest('[role="menu"]') === null
  if (isLasting && opener instanceof HTMLElement) return opener
  return document.querySelector<HTMLElement>('[data-models] [role="row"][tabindex="0"]')
}
