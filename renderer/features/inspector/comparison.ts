import { create } from 'zustand'

interface Comparison {
  /** The compared models; `right` is `null` until it is chosen. */
  left: string | null
  right: string | null
  begin: (left: string) => void
  choose: (right: string) => void
  swap: () => void
  end: () => void
}

/** The two models that are compared. */
export const useComparison = create<Comparison>((set) => ({
  left: null,
  right: null,
  begin: (left) => set({ left, right: null }),
  choose: (right) => set({ right }),
  swap: () => set(({ left, right }) => (right === null ? {} : { left: right, right: left })),
  end: () => set({ left: null, right: null }),
}))

/** The models to offer on one side: those that can be compared, without that of the other side. */
export function offered<Listed extends { name: string; readOnly: boolean }>(
  models: readonly Listed[],
  other: string | null,
): Listed[] {
  return models.filter(({ name, readOnly }) => !readOnly && name !== other)
}
