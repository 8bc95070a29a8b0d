import { useMemo, useState } from 'react'

/** What a dialog is about. It stays until the next opening, so that the dialog can fade; `turn` counts the openings. */
export function useAsked<T>() {
  const [asked, setAsked] = useState<{ about: T | null; isOpen: boolean; turn: number }>({
    about: null,
    isOpen: false,
    turn: 0,
  })
  const acts = useMemo(
    () => ({
      ask: (about: T) => setAsked(({ turn }) => ({ about, isOpen: true, turn: turn + 1 })),
      close: () => setAsked((before) => ({ ...before, isOpen: false })),
    }),
    [],
  )
  return { ...asked, ...acts }
}
