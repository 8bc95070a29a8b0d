import { MAX_NOTE, MAX_NOTES, MAX_NOTES_LENGTH, type Note } from '../contract/notes.ts'
import { findOfModel, type ModelKey } from './model-keys.ts'

/** The notes with one more, or one changed in its place; an empty text removes it. */
export function withNote(notes: readonly Note[], note: Note): Note[] {
  const before = findOfModel(notes, note)
  if (note.text === '') return notes.filter((other) => other !== before)
  return before ? notes.map((other) => (other === before ? note : other)) : [...notes, note]
}

/** The notes with that of one model under another key, after what that one has already, as long as both fit in one. */
export function withMovedNote(notes: readonly Note[], from: ModelKey, to: ModelKey): readonly Note[] {
  const moved = findOfModel(notes, from)
  const there = findOfModel(notes, to)
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
