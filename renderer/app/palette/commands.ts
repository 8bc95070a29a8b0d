import type { LucideIcon } from 'lucide-react'
import { useEffect } from 'react'
import { create } from 'zustand'

export interface Command {
  /** One of a kind in the whole page: `library.pull`. */
  id: string
  label: string
  /** What it leads to, said beside it: an act without a word of its own unless named. */
  kind?: 'place' | 'setting'
  icon?: LucideIcon
  /** Keys that do the same, shown only; see `Kbd`. */
  shortcut?: string
  /** Further texts to find it by. */
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

/** Offers commands in the palette while the component stands. `source` names the feature: `library`. */
export function useCommands(source: string, commands: readonly Command[]): void {
  const offer = usePalette((palette) => palette.offer)
  useEffect(() => offer(source, commands), [offer, source, commands])
  useEffect(() => () => offer(source, null), [offer, source])
}
