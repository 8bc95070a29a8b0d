import { MAX_TEXT_CHARACTERS, MAX_TEXTS } from '#shared/contract/embedding-bounds.ts'
import type { Entry } from '../../../workers/files/entry.ts'

/**
 * A key for each text: the text itself, for a duplicate with the number of its predecessors. The same texts have
 * the same keys in the list, in every run and in imported results.
 */
export function keysOf(entries: readonly Pick<Entry, 'text'>[]): string[] {
  const seen = new Map<string, number>()
  return entries.map(({ text }) => {
    const before = seen.get(text) ?? 0
    seen.set(text, before + 1)
    return before === 0 ? text : `${text}\0${before}`
  })
}

/** The position of each key. */
export function placesOf(keys: readonly string[]): Map<string, number> {
  return new Map(keys.map((key, at) => [key, at]))
}

/** Why texts cannot be embedded in one run, with the exceeded bound; `null` if they can. */
export function textsFault(texts: readonly string[]): { fault: 'many' | 'long'; most: number } | null {
  if (texts.length > MAX_TEXTS) return { fault: 'many', most: MAX_TEXTS }
  const characters = texts.reduce((sum, text) => sum + text.length, 0)
  return characters > MAX_TEXT_CHARACTERS ? { fault: 'long', most: MAX_TEXT_CHARACTERS } : null
}

/** New groups among the entries, in their order of appearance. */
export function newGroups(entries: readonly Entry[], known: readonly string[]): string[] {
  const found = new Set<string>()
  for (const { group } of entries) if (group !== null && !known.includes(group)) found.add(group)
  return [...found]
}
