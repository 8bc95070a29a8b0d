import { useCallback } from 'react'
import { useTexts } from '../texts/store.ts'
import type { Result } from './results.ts'

type Listed = Pick<ReturnType<typeof useTexts.getState>, 'entries' | 'places'>

/** The group of a row of a result: as in the list, or as in the result if the text is no longer listed. */
export function groupOf(
  { keys, facts }: Pick<Result, 'keys' | 'facts'>,
  { entries, places }: Listed,
  row: number,
): string | null {
  const at = places.get(keys[row] ?? '')
  return (at === undefined ? facts.texts[row] : entries[at])?.group ?? null
}

/** `groupOf` for the rows of a result, updated with the list. */
export function useGroupOf({ keys, facts }: Result): (row: number) => string | null {
  const { entries, places } = useTexts()
  return useCallback((row) => groupOf({ keys, facts }, { entries, places }, row), [keys, facts, entries, places])
}
