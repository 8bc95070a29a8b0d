import type { Host } from '../contract/hosts.ts'
import { MAX_NOTE, MAX_NOTES, MAX_NOTES_LENGTH, type Note } from '../contract/notes.ts'
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

type Key = Pick<Note, 'host' | 'name'>

export function noteKey({ host, name }: Key): string {
  return `${host} ${nameKey(name)}`
}

export function findNote(notes: readonly Note[], of: Key): Note | undefined {
  const key = noteKey(of)
  return notes.find((note) => note.host === of.host && noteKey(note) === key)
}

/** The text of the user's note about a model of one host. */
export type NoteOf = (name: string) => string | undefined

/** The notes of a host, for a look at many models; `null` if it has none. */
export function notesOf(notes: readonly Note[], host: string): NoteOf | null {
  const texts = new Map(notes.filter((note) => note.host === host).map(({ name, text }) => [nameKey(name), text]))
  return texts.size === 0 ? null : (name) => texts.get(nameKey(name))
}

/** The notes with one more, or one changed in its place; an empty text removes it. */
export function withNote(notes: readonly Note[], note: Note): Note[] {
  const before = findNote(notes, note)
  if (note.text === '') return notes.filter((other) => other !== before)
  return before ? notes.map((other) => (other === before ? note : other)) : [...notes, note]
}

/** The notes with that of one model under another key, after what that one has already, as long as both fit in one. */
export function withMovedNote(notes: readonly Note[], from: Key, to: Key): readonly Note[] {
  const moved = findNote(notes, from)
  const there = findNote(notes, to)
  if (!moved) return notes
  const text = there && there !== moved ? `${there.text}\n\n${moved.text}` : moved.text
  if (text.length > MAX_NOTE) return notes
  return notes
    .filter((note) => note === moved || note !== there)
    .map((note) => (note === moved ? { ...to, text } : note))
}

/** The first notes that fit the bounds of all together. */
export function fittingNotes(notes: readonly Note[]): Note[] {
  let length = 0
  return notes.slice(0, MAX_NOTES).filter(({ host, name, text }) => {
    length += host.length + name.length + text.length
    return length <= MAX_NOTES_LENGTH
  })
}
