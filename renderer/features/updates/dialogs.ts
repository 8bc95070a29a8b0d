import { create } from 'zustand'

type Open =
  /** `checks`: whether the model is checked first. */
  | { kind: 'review'; name: string; checks: boolean }
  /** `names`: which updates are chosen at first; `null` for all. `checks`: whether all models are checked first. */
  | { kind: 'list'; names: readonly string[] | null; checks: boolean }

interface UpdateDialogs {
  open: Open | null
  /** The dialog from which a review was opened, to which it returns. */
  behind: Open | null
  show: (open: Open) => void
  close: () => void
}

export const useUpdateDialogs = create<UpdateDialogs>((set) => ({
  open: null,
  behind: null,
  show: (open) =>
    set((before) => ({
      open,
      behind: open.kind === 'review' && before.open?.kind === 'list' ? { ...before.open, checks: false } : null,
    })),
  close: () => set(({ behind }) => ({ open: behind, behind: null })),
}))
