import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { canonicalName, isFault, parseName } from '#shared/ollama/name.ts'

const KEPT = 20

/** Adds a name to the recently pulled ones, newest first, each once in any spelling. */
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

/** Recently pulled names, in localStorage, as they concern this browser or window only. */
export const useRecentPulls = create<Recent>()(
  persist(
    (set) => ({
      names: [],
      add: (name) => set(({ names }) => ({ names: withRecent(names, name) })),
    }),
    { name: 'corral.recent-pulls', version: 1, partialize: ({ names }) => ({ names }) },
  ),
)
