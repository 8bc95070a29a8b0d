import { scheduleAt } from '#shared/domain/schedule.ts'
import type { Clock, Timer } from '../platform.ts'
import type { SettingsService } from '../settings/settings.ts'

/** Maximum time between two checks of the schedule, in milliseconds, as the system clock can be changed. */
const CHECK_EVERY = 60_000

export interface ScheduleWatch {
  /** As of the last check. */
  readonly isOpen: boolean
  /** When that changes next, in milliseconds since 1970; `null` if never. */
  readonly changesAt: number | null
  /** Checks now, and again by itself when the schedule opens or closes. */
  check(): void
  close(): void
}

/**
 * Watches whether transfers may run now by the schedule of the settings.
 *
 * @param checked called after each check, with whether anything changed
 */
export function watchSchedule(
  clock: Clock,
  settings: SettingsService,
  checked: (isChanged: boolean) => void,
): ScheduleWatch {
  let now = scheduleAt(settings.get().transferSchedule, clock.now())
  let timer: Timer | undefined
  let isClosed = false
  const check = () => {
    timer?.cancel()
    if (isClosed) return
    const before = now
    now = scheduleAt(settings.get().transferSchedule, clock.now())
    if (now.changesAt !== null) timer = clock.after(Math.min(now.changesAt - clock.now(), CHECK_EVERY), check)
    checked(before.isOpen !== now.isOpen || before.changesAt !== now.changesAt)
  }
  settings.onChange(check)
  return {
    get isOpen() {
      return now.isOpen
    },
    get changesAt() {
      return now.changesAt
    },
    check,
    close() {
      isClosed = true
      timer?.cancel()
    },
  }
}
