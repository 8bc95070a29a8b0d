import { useCallback } from 'react'
import { useTexts } from '../texts/store.ts'
import type { Result } from './results.ts'

/** The group of each row of a result: as the list has it now, or as it was where the text is no longer listed. */
export function useGroupOf({ keys, facts }: Result): (row: number) => string | null {
  const { entries, places } = useTexts()
  return useCallback(
    (row) => {
      const at = places.get(keys[row] ?? '')
      return (at === undefined ? facts.texts[row] : entries[at])?.group ?? null
    },
    [keys, facts, entries, places],
  )
}
