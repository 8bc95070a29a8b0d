import { create } from 'zustand'

export const tabs = ['nearest', 'vector', 'agreement', 'runs'] as const
export type Tab = (typeof tabs)[number]
export const orders = ['given', 'similarity', 'group'] as const
export type Order = (typeof orders)[number]

/** View state shared by all results. Texts are identified by their keys, see `keysOf`. */
interface View {
  /** The text whose neighbours and vector are shown. */
  active: string | null
  /** The text under the pointer or cursor, highlighted in the list and in every map. */
  hovered: string | null
  order: Order
  map: 'plane' | 'layout'
  tab: Tab
  /** What is shown side by side when two results are compared. */
  beside: 'maps' | 'matrices'
  activate: (key: string | null) => void
  hover: (key: string | null) => void
  look: (view: Partial<Pick<View, 'order' | 'map' | 'tab' | 'beside'>>) => void
}

export const useView = create<View>((set) => ({
  active: null,
  hovered: null,
  order: 'given',
  map: 'plane',
  tab: 'nearest',
  beside: 'maps',
  activate: (active) => set({ active }),
  hover: (hovered) => set((view) => (view.hovered === hovered ? view : { hovered })),
  look: (view) => set(view),
}))
