import { create } from 'zustand'

/** `checks`: whether the models are checked first. */
type Open =
  | { kind: 'review'; name: string; checks: boolean }
  /** `names`: the updates that are shown; `null` for all. */
  | { kind: 'list'; names: readonly string[] | null; checks: boolean }

interface UpdateDialogs {
  open: Open | null
  /** The list from which a review was opened, and to which it returns. */
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
