/** Models marked for an act on several at once, by name. */
export type Marks = ReadonlySet<string>

export const noMarks: Marks = new Set()

export function toggled(marks: Marks, name: string): Marks {
  const next = new Set(marks)
  if (!next.delete(name)) next.add(name)
  return next
}

/** The same for a list. */
export function toggledIn(list: readonly string[], item: string): string[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item]
}

/** With everything from `from` to `to` in the order of `names` added; only `to` where `from` is not among them. */
export function rangeAdded(marks: Marks, names: readonly string[], from: string | null, to: string): Marks {
  const end = names.indexOf(to)
  const start = from === null ? -1 : names.indexOf(from)
  if (end < 0) return marks
  const [low, high] = start < 0 ? [end, end] : [Math.min(start, end), Math.max(start, end)]
  return new Set([...marks, ...names.slice(low, high + 1)])
}
