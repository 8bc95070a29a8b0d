import { create } from 'zustand'
import { ArrowDownUp, Boxes, ChartScatter, Cpu, History, type LucideIcon, Server, Settings } from 'lucide-react'
import { isBinName } from '#shared/domain/bin-names.ts'

export const places = ['library', 'running', 'transfers', 'playground', 'hosts', 'history'] as const
export type Place = (typeof places)[number] | 'settings'

interface Navigation {
  place: Place
  /** Name of the model in the inspector; the library scrolls to it. */
  inspected: string | null
  /** Whether the library shows the bin. */
  isBin: boolean
  /** Counts how often one went to a page, and tells which element had the focus then. */
  arrival: { turn: number; from: Element | null }
  go: (place: Place) => void
  inspect: (name: string | null) => void
  /** Goes to the library and shows a model in the inspector, or the bin for a name of it. */
  open: (name: string) => void
  /** Goes to the library and shows the bin. */
  showBin: () => void
}

const next = ({ turn }: Navigation['arrival']) => ({
  turn: turn + 1,
  // Unit tests have no page.
  from: typeof document === 'undefined' ? null : document.activeElement,
})

/** The current page and the inspected model. Other state, such as filters, belongs to the features. */
export const useNavigation = create<Navigation>((set) => ({
  place: 'library',
  inspected: null,
  isBin: false,
  arrival: { turn: 0, from: null },
  go: (place) => set(({ arrival }) => ({ place, isBin: false, arrival: next(arrival) })),
  inspect: (inspected) => set({ inspected }),
  open: (name) =>
    set(({ place, arrival }) => {
      // What another client has loaded from the bin cannot be inspected.
      const isBin = isBinName(name)
      return {
        place: 'library',
        inspected: isBin ? null : name,
        isBin,
        // In the library the focus stays where it is.
        arrival: place === 'library' && !isBin ? arrival : next(arrival),
      }
    }),
  showBin: () => set(({ arrival }) => ({ place: 'library', inspected: null, isBin: true, arrival: next(arrival) })),
}))

export const placeIcons: Record<Place, LucideIcon> = {
  library: Boxes,
  running: Cpu,
  transfers: ArrowDownUp,
  playground: ChartScatter,
  hosts: Server,
  history: History,
  settings: Settings,
}
