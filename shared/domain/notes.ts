import { MAX_NOTE, MAX_NOTES, MAX_NOTES_LENGTH, type Note } from '../contract/notes.ts'
import { noteKey, type NoteKey } from './note-keys.ts'

export function findNote(notes: readonly Note[], of: NoteKey): Note | undefined {
  const key = noteKey(of)
  return notes.find((note) => note.host === of.host && noteKey(note) === key)
}

/** The notes with one more, or one changed in its place; an empty text removes it. */
export function withNote(notes: readonly Note[], note: Note): Note[] {
  const before = findNote(notes, note)
  if (note.text === '') return notes.filter((other) => other !== before)
  return before ? notes.map((other) => (other === before ? note : other)) : [...notes, note]
}

/** The notes with that of one model under another key, after what that one has already, as long as both fit in one. */
export function withMovedNote(notes: readonly Note[], from: NoteKey, to: NoteKey): readonly Note[] {
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
