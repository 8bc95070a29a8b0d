/** Names of the models selected for an act on several at once. */
export type Selection = ReadonlySet<string>

export const noSelection: Selection = new Set()

export function toggled(selection: Selection, name: string): Selection {
  const next = new Set(selection)
  if (!next.delete(name)) next.add(name)
  return next
}

/** `toggled` for a list. */
export function toggledIn(list: readonly string[], item: string): string[] {
  return list.includes(item) ? list.filter((one) => one !== item) : [...list, item]
}

/** Adds all names from `from` to `to` in the order of `names`; only `to` if `from` is not among them. */
export function rangeAdded(selection: Selection, names: readonly string[], from: string | null, to: string): Selection {
  const end = names.indexOf(to)
  const start = from === null ? -1 : names.indexOf(from)
  if (end < 0) return selection
  const [low, high] = start < 0 ? [end, end] : [Math.min(start, end), Math.max(start, end)]
  return new Set([...selection, ...names.slice(low, high + 1)])
}
