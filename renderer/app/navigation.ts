import { create } from 'zustand'
import { ArrowDownUp, Boxes, ChartScatter, Cpu, type LucideIcon, Server, Settings } from 'lucide-react'

export const places = ['library', 'running', 'transfers', 'playground', 'hosts'] as const
export type Place = (typeof places)[number] | 'settings'

interface Navigation {
  place: Place
  /** Name of the model the inspector shows; the library keeps it in view. */
  inspected: string | null
  go: (place: Place) => void
  inspect: (name: string | null) => void
  /** Shows a model in the library, from wherever. */
  open: (name: string) => void
}

/** Where the page is. Filters and the like belong to their features. */
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
