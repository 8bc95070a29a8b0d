import { create } from 'zustand'
import type { PlaygroundView } from '#shared/contract/playground.ts'

export const tabs = ['nearest', 'vector', 'agreement', 'runs'] as const satisfies readonly PlaygroundView['tab'][]
export const orders = ['given', 'similarity', 'group'] as const satisfies readonly PlaygroundView['order'][]
export type Order = PlaygroundView['order']

/** View state shared by all results. Texts are identified by their keys, see `keysOf`. */
interface View extends Pick<PlaygroundView, 'order' | 'map' | 'tab' | 'beside'> {
  /** The text whose neighbours and vector are shown. */
  active: string | null
  /** The text under the pointer or cursor, highlighted in the list and in every map. */
  hovered: string | null
  activate: (key: string | null) => void
  hover: (key: string | null) => void
  look: (view: Partial<Pick<PlaygroundView, 'order' | 'map' | 'tab' | 'beside'>>) => void
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
