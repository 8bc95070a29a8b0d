import type { LucideIcon } from 'lucide-react'
import { useEffect } from 'react'
import { create } from 'zustand'

export interface Command {
  /** Unique in the page: `library.pull`. */
  id: string
  label: string
  /** Shown beside the label; absent for an act. */
  kind?: 'place' | 'setting'
  icon?: LucideIcon
  /** Keyboard shortcut to show, see `Kbd`; the palette does not bind it. */
  shortcut?: string
  /** Further texts that the search looks at. */
  keywords?: readonly string[]
  run: () => void
}

interface Palette {
  isOpen: boolean
  sources: Readonly<Record<string, readonly Command[]>>
  setOpen: (isOpen: boolean) => void
  offer: (source: string, commands: readonly Command[] | null) => void
}

export const usePalette = create<Palette>((set) => ({
  isOpen: false,
  sources: {},
  setOpen: (isOpen) => set({ isOpen }),
  offer: (source, commands) =>
    set(({ sources }) => {
      const { [source]: _, ...others } = sources
      return { sources: commands === null ? others : { ...others, [source]: commands } }
    }),
}))

/** Offers commands in the palette while the component is mounted. `source` is the name of the feature: `library`. */
export function useCommands(source: string, commands: readonly Command[]): void {
  const offer = usePalette((palette) => palette.offer)
  useEffect(() => offer(source, commands), [offer, source, commands])
  useEffect(() => () => offer(source, null), [offer, source])
}
