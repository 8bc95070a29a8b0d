import type { HistoryRow } from '#shared/contract/history.ts'

/** A line of the list: the heading of a day, by its first moment in local time, or an entry. */
export type Line = { day: number } | { row: HistoryRow }

export const isDay = (line: Line): line is { day: number } => 'day' in line

/** The first moment of a day in local time. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** @param rows newest first */
export function byDay(rows: readonly HistoryRow[]): Line[] {
  let last: number | null = null
  return rows.flatMap((row): Line[] => {
    const day = dayOf(row.at)
    const isNew = day !== last
    last = day
    return isNew ? [{ day }, { row }] : [{ row }]
  })
}

/** The entry that a key moves to, from the line `at`; `null` for other keys. */
export function moved(lines: readonly Line[], at: number, key: string, page: number): number | null {
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -lines.length,
    End: lines.length,
  }
  const by = steps[key]
  if (by === undefined) return null
  const entries = [...lines.keys()].filter((index) => !isDay(lines[index] as Line))
  const target = at + by
  const found = by > 0 ? entries.find((index) => index >= target) : entries.findLast((index) => index <= target)
  return found ?? (by > 0 ? entries.at(-1) : entries[0]) ?? null
}
