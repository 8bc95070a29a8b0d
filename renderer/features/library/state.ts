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
  /** The active row, by name or key of a group; `at` keeps its position if it is removed. */
  active: { key: string; at: number } | null
  /** The inspected model that the list has scrolled to, so that it does so only once. */
  revealed: string | null
  /** Scroll position when the page was left, in pixels. */
  scroll: number
  /** Incremented to let the list take the focus, after the focused element was removed. */
  focusTurn: number
  /** Resets filters, selection and position when the host changes. */
  enter: (hostId: string) => void
  filter: (change: Partial<Filters>) => void
  toggleGroup: (key: string) => void
  select: (selection: Selection) => void
  toggleSelected: (name: string) => void
  /** Selects everything from the anchor to `name` in the order of `names`. */
  selectRange: (names: readonly string[], name: string) => void
  activate: (key: string, at: number) => void
  reveal: (revealed: string | null) => void
  /** Clears filters and opens all groups. */
  unhide: () => void
  scrollTo: (scroll: number) => void
  focusList: () => void
}

/** State of the library page until the page is reloaded. What is saved is in `view.ts`. */
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
  activate: (key, at) =>
    set((state) => (state.active?.key === key && state.active.at === at ? state : { active: { key, at } })),
  reveal: (revealed) => set({ revealed }),
  unhide: () => set({ filters: noFilters, closed: new Set() }),
  scrollTo: (scroll) => set({ scroll }),
  focusList: () => set(({ focusTurn }) => ({ focusTurn: focusTurn + 1 })),
}))
