import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Note } from '#shared/contract/notes.ts'
import { withNote } from '#shared/domain/notes.ts'
import { useClient } from '../core.tsx'
import { queryKeys } from '../query-keys.ts'

/** The user's notes about models of all hosts, the oldest first; the core announces their changes. */
export function useNotes(): readonly Note[] | undefined {
  const client = useClient()
  return useQuery({
    queryKey: queryKeys.notes,
    queryFn: ({ signal }): Promise<readonly Note[]> => client.notes.list(undefined, { signal }),
    staleTime: Infinity,
  }).data
}

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
