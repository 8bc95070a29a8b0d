import { create } from 'zustand'
import { splitLines, type Entry } from '../../../workers/files/entry.ts'
import { keysOf, newGroups, placesOf } from './entries.ts'

interface Texts {
  entries: readonly Entry[]
  keys: readonly string[]
  places: ReadonlyMap<string, number>
  /** All groups ever used, in their order of appearance, so that a group keeps its colour. */
  groups: readonly string[]
  /** Typed text that is not yet in the list, one text per line. */
  draft: string
  /** Keys of the texts selected for an act on several at once. */
  selection: ReadonlySet<string>
  /** Replaces all texts. */
  set: (entries: readonly Entry[]) => void
  add: (entries: readonly Entry[]) => void
  replace: (at: number, entry: Entry) => void
  remove: (keys: ReadonlySet<string>) => void
  group: (keys: ReadonlySet<string>, group: string | null) => void
  write: (draft: string) => void
  select: (keys: Iterable<string>) => void
  /** Adds the groups of an imported result to `groups`. */
  learn: (entries: readonly Entry[]) => void
}

function of(entries: readonly Entry[], { groups, selection }: Pick<Texts, 'groups' | 'selection'>) {
  const keys = keysOf(entries)
  const places = placesOf(keys)
  return {
    entries,
    keys,
    places,
    groups: [...groups, ...newGroups(entries, groups)],
    selection: selection.size === 0 ? selection : new Set([...selection].filter((key) => places.has(key))),
  }
}

/** The texts to embed, kept while other pages are shown. */
export const useTexts = create<Texts>((set) => ({
  entries: [],
  keys: [],
  places: new Map(),
  groups: [],
  draft: '',
  selection: new Set(),
  set: (entries) => set((texts) => of(entries, texts)),
  add: (entries) => set((texts) => of([...texts.entries, ...entries], texts)),
  replace: (at, entry) =>
    set((texts) =>
      of(
        texts.entries.map((one, place) => (place === at ? entry : one)),
        texts,
      ),
    ),
  remove: (gone) =>
    set((texts) =>
      of(
        texts.entries.filter((_, at) => !gone.has(texts.keys[at] ?? '')),
        texts,
      ),
    ),
  group: (keys, group) =>
    set((texts) =>
      of(
        texts.entries.map((entry, at) => (keys.has(texts.keys[at] ?? '') ? { ...entry, group } : entry)),
        texts,
      ),
    ),
  write: (draft) => set({ draft }),
  select: (keys) => set({ selection: new Set(keys) }),
  learn: (entries) => set(({ groups }) => ({ groups: [...groups, ...newGroups(entries, groups)] })),
}))

/** The texts of the draft. */
export function draftEntries(draft: string): Entry[] {
  return splitLines(draft).map((text) => ({ text, group: null }))
}

/** Moves the draft into the list. */
export function takeDraft(): void {
  const { draft, add, write } = useTexts.getState()
  // Each change renders the whole list.
  if (draft === '') return
  const entries = draftEntries(draft)
  if (entries.length > 0) add(entries)
  write('')
}
