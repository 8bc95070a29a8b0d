import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Note } from '#shared/contract/notes.ts'
import { withNote } from '#shared/domain/notes.ts'
import { useClient } from '../core.tsx'
import { queryKeys } from '../query-keys.ts'

/** Writes a note; an empty text removes it. */
export function useSetNote() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (note: Note) => client.notes.set(note),
    onSuccess: (_, note) =>
      cache.setQueryData<readonly Note[]>(queryKeys.notes, (notes) => notes && withNote(notes, note)),
  })
}
