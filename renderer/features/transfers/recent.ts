import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { canonicalName, isFault, parseName } from '#shared/ollama/name.ts'

const KEPT = 20

/** The names pulled last, newest first, each once whatever way it was written. */
export function withRecent(names: readonly string[], name: string): string[] {
  return [name, ...names.filter((other) => keyOf(other) !== keyOf(name))].slice(0, KEPT)
}

function keyOf(name: string): string {
  const parts = parseName(name)
  return isFault(parts) ? name : canonicalName(parts)
}

interface Recent {
  names: readonly string[]
  add: (name: string) => void
}

/** Kept by the page itself: what one browser or window pulled is of no use to another. */
export const useRecentPulls = create<Recent>()(
  persist(
    (set) => ({
      names: [],
      add: (name) => set(({ names }) => ({ names: withRecent(names, name) })),
    }),
    { name: 'corral.recent-pulls', version: 1, partialize: ({ names }) => ({ names }) },
  ),
)
