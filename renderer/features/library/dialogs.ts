import { create } from 'zustand'

/** `turn` tells one opening from the next, so that a dialog starts anew each time. */
interface ModelDialogs {
  naming: { kind: 'copy' | 'rename'; name: string } | null
  deleting: readonly string[] | null
  isOpen: boolean
  turn: number
  /** What had the focus when it was asked. */
  opener: Element | null
  copy: (name: string) => void
  rename: (name: string) => void
  remove: (names: readonly string[]) => void
  close: () => void
}

/** The dialogs about models; they open from the list, the inspector and the palette. What was asked stays until the next. */
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
 * Where the focus goes when a dialog is gone: back, or to the list where a menu or a row that asked is gone.
 * Whoever has moved it on while the dialog faded keeps it.
 */
export function focusAfterwards(): HTMLElement | null {
  const { activeElement } = document
  const isMoved = activeElement !== document.body && !activeElement?.closest('[role="dialog"], [role="alertdialog"]')
  if (isMoved && activeElement instanceof HTMLElement) return activeElement
  const { opener } = useModelDialogs.getState()
  // A menu that fades still stands there for a moment; with the focus it would stay.
  const isLasting = opener?.isConnected === true && opener !== document.body && opener.closest('[role="menu"]') === null
  if (isLasting && opener instanceof HTMLElement) return opener
  return document.querySelector<HTMLElement>('[data-models] [role="row"][tabindex="0"]')
}
