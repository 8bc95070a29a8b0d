import { create } from 'zustand'
import { noFilters, type Filters } from './filter.ts'
import { noSelection, rangeAdded, toggled, type Selection } from './selection.ts'

interface LibraryState {
  hostId: string | null
  filters: Filters
  /** Keys of the groups that are closed. */
  closed: ReadonlySet<string>
  selection: Selection
  /** The model selected last, from which a range reaches. */
  anchor: string | null
  /** The row that takes the keys, by name or key of a group; its place stays when it goes. */
  active: { key: string; at: number } | null
  /** The model of the inspector that was brought into view, so that it is not again when the user looks elsewhere. */
  revealed: string | null
  /** How far the list was scrolled when it was left, in pixels. */
  scroll: number
  /** Grows whenever the list shall take the focus again: something that had it is gone. */
  focusTurn: number
  /** Filters, selection and position of one host mean nothing on another. */
  enter: (hostId: string) => void
  filter: (change: Partial<Filters>) => void
  toggleGroup: (key: string) => void
  select: (selection: Selection) => void
  toggleSelected: (name: string) => void
  /** Selects everything from the anchor to `name` in the order of `names`. */
  selectRange: (names: readonly string[], name: string) => void
  activate: (key: string, at: number) => void
  reveal: (revealed: string | null) => void
  /** Takes away whatever hides models: filters and closed groups. */
  unhide: () => void
  scrollTo: (scroll: number) => void
  focusList: () => void
}

/** How the library is looked at; lives as long as the page. What is kept longer is the view, see `view.ts`. */
export const useLibrary = create<LibraryState>((set) => ({
  hostId: null,
  filters: noFilters,
  closed: new Set(),
  selection: noSelection,
  anchor: null,
  active: null,
  revealed: null,
  scroll: 0,
  focusTurn: 0,
  enter: (hostId) =>
    set((state) =>
      state.hostId === hostId
        ? state
        : {
            hostId,
            filters: noFilters,
            closed: new Set(),
            selection: noSelection,
            anchor: null,
            active: null,
            scroll: 0,
          },
    ),
  filter: (change) => set(({ filters }) => ({ filters: { ...filters, ...change } })),
  toggleGroup: (key) => set(({ closed }) => ({ closed: toggled(closed, key) })),
  select: (selection) => set({ selection }),
  toggleSelected: (name) => set(({ selection }) => ({ selection: toggled(selection, name), anchor: name })),
  selectRange: (names, name) =>
    set(({ selection, anchor }) => ({ selection: rangeAdded(selection, names, anchor, name), anchor: anchor ?? name })),
  activate: (key, at) => set({ active: { key, at } }),
  reveal: (revealed) => set({ revealed }),
  unhide: () => set({ filters: noFilters, closed: new Set() }),
  scrollTo: (scroll) => set({ scroll }),
  focusList: () => set(({ focusTurn }) => ({ focusTurn: focusTurn + 1 })),
}))
