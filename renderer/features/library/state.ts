import type { SortingState } from '@tanstack/react-table'
import { create } from 'zustand'
import { firstSorting } from './columns.ts'
import { noFilters, type Filters } from './filter.ts'
import { noMarks, rangeAdded, toggled, type Marks } from './marks.ts'

interface LibraryState {
  hostId: string | null
  filters: Filters
  sorting: SortingState
  marks: Marks
  /** The model marked last, from which a range reaches. */
  anchor: string | null
  /** The row that takes the keys; its place stays when the model goes. */
  active: { name: string; at: number } | null
  /** How far the list was scrolled when it was left, in pixels. */
  scroll: number
  /** Grows whenever the list shall take the focus again: something that had it is gone. */
  focusTurn: number
  /** Filters, marks and places of one host mean nothing on another. */
  enter: (hostId: string) => void
  filter: (change: Partial<Filters>) => void
  sort: (sorting: SortingState) => void
  mark: (marks: Marks) => void
  toggleMark: (name: string) => void
  /** Marks everything from the anchor to `name` in the order of `names`. */
  markRange: (names: readonly string[], name: string) => void
  activate: (name: string, at: number) => void
  scrollTo: (scroll: number) => void
  focusList: () => void
}

/** How the library is looked at; lives as long as the page. */
export const useLibrary = create<LibraryState>((set) => ({
  hostId: null,
  filters: noFilters,
  sorting: firstSorting,
  marks: noMarks,
  anchor: null,
  active: null,
  scroll: 0,
  focusTurn: 0,
  enter: (hostId) =>
    set((state) =>
      state.hostId === hostId
        ? state
        : { hostId, filters: noFilters, marks: noMarks, anchor: null, active: null, scroll: 0 },
    ),
  filter: (change) => set(({ filters }) => ({ filters: { ...filters, ...change } })),
  sort: (sorting) => set({ sorting }),
  mark: (marks) => set({ marks }),
  toggleMark: (name) => set(({ marks }) => ({ marks: toggled(marks, name), anchor: name })),
  markRange: (names, name) => set(({ marks, anchor }) => ({ marks: rangeAdded(marks, names, anchor, name) })),
  activate: (name, at) => set({ active: { name, at } }),
  scrollTo: (scroll) => set({ scroll }),
  focusList: () => set(({ focusTurn }) => ({ focusTurn: focusTurn + 1 })),
}))
