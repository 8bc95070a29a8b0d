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

/** The place is kept for a reload of the page. */
const KEPT = 'corral.place'
// Unit tests have no page.
const storage = typeof sessionStorage === 'undefined' ? null : sessionStorage
const kept = storage?.getItem(KEPT)

/** The current page and the inspected model. Other state, such as filters, belongs to the features. */
export const useNavigation = create<Navigation>((set) => ({
  place: [...places, 'settings' as const].find((place) => place === kept) ?? 'library',
  inspected: null,
  go: (place) => set({ place }),
  inspect: (inspected) => set({ inspected }),
  open: (inspected) => set({ place: 'library', inspected }),
}))

useNavigation.subscribe(({ place }) => storage?.setItem(KEPT, place))

export const placeIcons: Record<Place, LucideIcon> = {
  library: Boxes,
  running: Cpu,
  transfers: ArrowDownUp,
  playground: ChartScatter,
  hosts: Server,
  settings: Settings,
}
