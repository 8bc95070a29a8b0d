/** When transfers may run, in local time. */
export interface Schedule {
  /** Days on which a window begins, 0 for Sunday. */
  days: readonly number[]
  /** `HH:MM`. A window that ends at or before its begin ends on the next day. */
  from: string
  to: string
}

interface Window {
  start: number
  end: number
}

/** Days around today: a window lasts a day at most, and the next one begins within a week. */
const AROUND = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
/** The last of these windows have no successor here, so what happens after this many milliseconds is not known. */
const KNOWN = 8 * 24 * 3_600_000

const minutesOf = (time: string) => time.split(':').map(Number) as [number, number]

/**
 * The windows around an instant, in milliseconds since 1970. Local time is the system's: an hour that a change of clocks
 * leaves out or repeats makes a window shorter or longer, and never skips or doubles one.
 */
function windowsAround({ days, from, to }: Schedule, now: number): Window[] {
  const today = new Date(now)
  const [fromHour, fromMinute] = minutesOf(from)
  const [toHour, toMinute] = minutesOf(to)
  const nextDay = to <= from ? 1 : 0
  return AROUND.flatMap((offset) => {
    const at = (day: number, hour: number, minute: number) =>
      new Date(today.getFullYear(), today.getMonth(), today.getDate() + offset + day, hour, minute)
    const start = at(0, fromHour, fromMinute)
    // Noon has the date of the day whatever the clocks do at night.
    if (!days.includes(at(0, 12, 0).getDay())) return []
    return [{ start: start.getTime(), end: at(nextDay, toHour, toMinute).getTime() }]
  })
}

/** Whether transfers may run at `now`, and when that next changes; `null` for never. Without a schedule they always may. */
export function scheduleAt(schedule: Schedule | null, now: number): { isOpen: boolean; changesAt: number | null } {
  if (schedule === null) return { isOpen: true, changesAt: null }
  const windows = windowsAround(schedule, now)
  const isOpenAt = (instant: number) => windows.some(({ start, end }) => start <= instant && instant < end)
  const isOpen = isOpenAt(now)
  const edges = windows
    .flatMap(({ start, end }) => [start, end])
    .filter((edge) => edge > now && edge < now + KNOWN && isOpenAt(edge) !== isOpen)
  return { isOpen, changesAt: edges.length > 0 ? Math.min(...edges) : null }
}
