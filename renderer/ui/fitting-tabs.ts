/**
 * Which tabs fit side by side, by position: all of them, or the first ones and those of `needed`, with room for a menu
 * of the others. Widths are in pixels.
 */
export function fittingTabs(
  widths: readonly number[],
  room: number,
  menu: number,
  needed: readonly number[],
): readonly number[] {
  const all = widths.map((_, at) => at)
  const widthOf = (at: number) => widths[at] ?? 0
  const sum = (some: readonly number[]) => some.reduce((width, at) => width + widthOf(at), 0)
  if (sum(all) <= room) return all
  const shown = new Set(needed)
  let left = room - menu - sum([...shown])
  for (const at of all) {
    if (shown.has(at)) continue
    left -= widthOf(at)
    if (left < 0) break
    shown.add(at)
  }
  return all.filter((at) => shown.has(at))
}
