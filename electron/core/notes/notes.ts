import { MAX_NOTES, type Note } from '#shared/contract/notes.ts'
import { fittingNotes, withMovedNote, withNote } from '#shared/domain/notes.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import { openModelEntries, type ModelEntries } from '../records/model-entries.ts'
import { notesFormat } from './notes-format.ts'

/** The user's notes about models. */
export interface NotesService extends Pick<ModelEntries<Note>, 'all' | 'update'> {
  set(note: Note): Promise<void>
}

/** Its `update` throws `notes_full` and `not_saved`. */
export async function openNotes(
  platform: Platform,
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>,
  operations: Pick<Operations, 'onRename'>,
  changed: () => void,
): Promise<NotesService> {
  const { all, update } = await openModelEntries(platform, hosts, operations, {
    format: notesFormat,
    check(next, now) {
      if (next.length > now.length && fittingNotes(next).length < next.length)
        throw fail('notes_full', { most: MAX_NOTES })
    },
    moved: withMovedNote,
    changed,
  })
  return { all, update, set: (note) => update((notes) => withNote(notes, note)) }
}
