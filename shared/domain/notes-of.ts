import type { Note } from '../contract/notes.ts'
import { nameKey } from './model-keys.ts'

/** The text of the user's note about a model of one host. */
export type NoteOf = (name: string) => string | undefined

/** The notes of a host, for a look at many models; `null` if it has none. */
export function notesOf(notes: readonly Note[], host: string): NoteOf | null {
  const texts = new Map(notes.filter((note) => note.host === host).map(({ name, text }) => [nameKey(name), text]))
  return texts.size === 0 ? null : (name) => texts.get(nameKey(name))
}
