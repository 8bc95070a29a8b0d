import { create } from 'zustand'

const STORED = 'corral.recent'
const MOST = 12

/** The entries chosen before, newest first; kept across reloads in localStorage, where there is one. */
export function withRecent(recent: readonly string[], id: string): string[] {
  return [id, ...recent.filter((other) => other !== id)].slice(0, MOST)
}

/** Reads what was stored; anything unreadable counts as empty. */
export function readRecent(text: string | null): string[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter((id): id is string => typeof id === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}

interface Recent {
  ids: readonly string[]
  remember: (id: string) => void
}

export const useRecent = create<Recent>((set) => ({
  ids: typeof localStorage === 'undefined' ? [] : readRecent(localStorage.getItem(STORED)),
  remember: (id) =>
    set(({ ids }) => {
      const next = withRecent(ids, id)
      localStorage.setItem(STORED, JSON.stringify(next))
      return { ids: next }
    }),
}))
