import { create } from 'zustand'

interface Comparison {
  /** The models that stand side by side; `right` while the second is still to be chosen is `null`. */
  left: string | null
  right: string | null
  begin: (left: string) => void
  choose: (right: string) => void
  swap: () => void
  end: () => void
}

/** Which two models are looked at side by side. */
export const useComparison = create<Comparison>((set) => ({
  left: null,
  right: null,
  begin: (left) => set({ left, right: null }),
  choose: (right) => set({ right }),
  swap: () => set(({ left, right }) => (right === null ? {} : { left: right, right: left })),
  end: () => set({ left: null, right: null }),
}))
