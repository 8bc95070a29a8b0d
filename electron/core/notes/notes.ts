import { MAX_NOTES, type Note } from '#shared/contract/notes.ts'
import { fittingNotes, withMovedNote, withNote } from '#shared/domain/notes.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { fail } from '../problem.ts'
import { followModels } from '../records/follow-models.ts'
import { openRecord } from '../records/record.ts'
import { notesFormat } from './notes-format.ts'

type Change = (notes: readonly Note[]) => readonly Note[]

/** The user's notes about models. They follow a rename by Corral and a new address of a host. */
export interface NotesService {
  all(): readonly Note[]
  /** Throws `notes_full` and `not_saved`. */
  update(change: Change): Promise<void>
  set(note: Note): Promise<void>
}

export async function openNotes(
  platform: Platform,
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>,
  operations: Pick<Operations, 'onRename'>,
  changed: () => void,
): Promise<NotesService> {
  const record = await openRecord(platform, notesFormat)
  const update = async (change: Change) => {
    const before = record.get()
    const after = await record.update((now) => {
      const next = change(now)
      if (next.length > now.length && fittingNotes(next).length < next.length)
        throw fail('notes_full', { most: MAX_NOTES })
      return next
    })
    if (after !== before) changed()
  }
  /** Of acts that have succeeded: what cannot be written is told by the record's notice. */
  const follow = (change: Change) => {
    if (change(record.get()) !== record.get()) void update(change).catch(() => undefined)
  }

  followModels(hosts, operations, {
    keys: record.get,
    move: (pairs) => follow((notes) => pairs.reduce((kept, [from, to]) => withMovedNote(kept, from, to), notes)),
  })

  return { all: record.get, update, set: (note) => update((notes) => withNote(notes, note)) }
}
