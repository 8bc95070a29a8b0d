import { useQuery } from '@tanstack/react-query'
import memoizeOne from 'memoize-one'
import type { Note } from '#shared/contract/notes.ts'
import { hostKey, nameKey } from '#shared/domain/model-keys.ts'
import { useClient } from '../core.tsx'
import { queryKeys } from '../query-keys.ts'
import { useHostNames } from './hosts.ts'

/** The user's notes about models of all hosts, the oldest first; the core announces their changes. */
export function useNotes(enabled = true): readonly Note[] | undefined {
  const client = useClient()
  return useQuery({
    enabled,
    queryKey: queryKeys.notes,
    queryFn: ({ signal }): Promise<readonly Note[]> => client.notes.list(undefined, { signal }),
    staleTime: Infinity,
  }).data
}

/** The text of the user's note about a model of one host. */
export type NoteOf = (name: string) => string | undefined

/** The notes of a host, for a look at many models; `null` if it has none. */
export function notesOf(notes: readonly Note[], host: string): NoteOf | null {
  const texts = new Map(notes.filter((note) => note.host === host).map(({ name, text }) => [nameKey(name), text]))
  return texts.size === 0 ? null : (name) => texts.get(nameKey(name))
}

const ofHost = memoizeOne(notesOf)

/** The user's notes about models of a host, read once `enabled`; `null` if there is none. */
export function useNoteOf(hostId: string, enabled: boolean): NoteOf | null {
  const host = useHostNames()?.hosts.find(({ id }) => id === hostId)
  const notes = useNotes(enabled)
  return host && notes ? ofHost(notes, hostKey(host)) : null
}
