import { findOfModel, modelKey, type ModelKey } from '#shared/domain/model-keys.ts'
import { MOST_MARKS, type Mark } from './updates-format.ts'

/** The marks with one changed; the oldest goes when there are too many, and one that says nothing. */
export function withMark(marks: readonly Mark[], key: ModelKey, change: Partial<Mark>): Mark[] {
  const before = findOfModel(marks, key)
  const mark = { skipped: null, never: false, ...before, ...change, ...key }
  const others = marks.filter((other) => other !== before)
  return mark.skipped === null && !mark.never ? others : [...others, mark].slice(-MOST_MARKS)
}

/** The marks with that of one model under another key; one that is there already is about another model, and goes. */
export function withMovedMark(marks: readonly Mark[], from: ModelKey, to: ModelKey): readonly Mark[] {
  const moved = findOfModel(marks, from)
  if (!moved) return marks
  return marks
    .filter((mark) => mark === moved || modelKey(mark) !== modelKey(to))
    .map((mark) => (mark === moved ? { ...mark, ...to } : mark))
}
