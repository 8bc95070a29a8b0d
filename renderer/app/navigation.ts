import { create } from 'zustand'
import { ArrowDownUp, Boxes, ChartScatter, Cpu, type LucideIcon, Server, Settings } from 'lucide-react'

export const places = ['library', 'running', 'transfers', 'playground', 'hosts'] as const
export type Place = (typeof places)[number] | 'settings'

interface Navigation {
  place: Place
  /** Name of the model in the inspector; the library scrolls to it. */
  inspected: string | null
  go: (place: Place) => void
  inspect: (name: string | null) => void
  /** Goes to the library and shows a model in the inspector. */
  open: (name: string) => void
}

/** The current page and the inspected model. Other state, such as filters, belongs to the features. */
export const useNavigation = create<Navigation>((set) => ({
  place: 'library',
  inspected: null,
  go: (place) => set({ place }),
  inspect: (inspected) => set({ inspected }),
  open: (inspected) => set({ place: 'library', inspected }),
}))

export const placeIcons: Record<Place, LucideIcon> = {
  library: Boxes,
  running: Cpu,
  transfers: ArrowDownUp,
  playground: ChartScatter,
  hosts: Server,
  settings: Settings,
}
