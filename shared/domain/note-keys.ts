import type { Host } from '../contract/hosts.ts'
import type { Note } from '../contract/notes.ts'
import { canonicalName, isFault, parseName } from '../ollama/name.ts'

/** The key of a host in notes: its address, which stays when its id changes. The sandbox has another one each time. */
export function noteHost({ kind, url }: Pick<Host, 'kind' | 'url'>): string {
  return kind === 'sandbox' ? 'sandbox' : url
}

/** The same text for all spellings of one model. */
function nameKey(name: string): string {
  const parts = parseName(name)
  return isFault(parts) ? name.toLowerCase() : canonicalName(parts)
}

export type NoteKey = Pick<Note, 'host' | 'name'>

export function noteKey({ host, name }: NoteKey): string {
  return `${host} ${nameKey(name)}`
}

/** The text of the user's note about a model of one host. */
export type NoteOf = (name: string) => string | undefined

/** The notes of a host, for a look at many models; `null` if it has none. */
export function notesOf(notes: readonly Note[], host: string): NoteOf | null {
  const texts = new Map(notes.filter((note) => note.host === host).map(({ name, text }) => [nameKey(name), text]))
  return texts.size === 0 ? null : (name) => texts.get(nameKey(name))
}
