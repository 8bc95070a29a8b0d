import { describe, expect, it } from 'vitest'
import { isGivenUp, startWatch, stallOf, watchLine, type StallWatch } from './stall-rescue.ts'

const digest = `sha256:${'a'.repeat(64)}`
const total = 100e9
/** The server's lines come so often, in milliseconds. */
const TICK = 60

/** A watch and the time, moved on by the lines of so many seconds. */
interface Course {
  watch: StallWatch
  now: number
  completed: number
}
const begun: Course = { watch: startWatch(), now: 0, completed: 0 }

/** Lines for `seconds` at a rate in bytes a second; stops at the first stall. */
function moving({ watch, now, completed }: Course, seconds: number, rate: number, tick = TICK): Course {
  const end = now + seconds * 1000
  while (now < end && stallOf(watch, now) === null) {
    now += tick
    completed += (rate * tick) / 1000
    watch = watchLine(watch, { status: 'pulling aaa', digest, total, completed }, now)
  }
  return { watch, now, completed }
}
const silent = ({ watch, now, completed }: Course, seconds: number): Course => ({
  watch,
  now: now + seconds * 1000,
  completed,
})
const fallen = (course: Course, bytes: number): Course => {
  const completed = course.completed - bytes
  const now = course.now + TICK
  return { completed, now, watch: watchLine(course.watch, { status: 'pulling aaa', digest, total, completed }, now) }
}
const other = ({ watch, now, completed }: Course, status: string): Course => ({
  watch: watchLine(watch, { status }, now),
  now,
  completed,
})

const FAST = 50e6
const steady = moving(begun, 60, FAST)

/** A course, and after how many seconds from the end of `steady` it stalls; `null` for never. */
const rows: [name: string, course: Course, stall: ReturnType<typeof stallOf>, after?: number][] = [
  ['before the first line', begun, null],
  ['at a steady rate', steady, null],
  ['at a rate that falls to a fifth', moving(steady, 600, FAST / 5), null],
  ['at a rate that falls to a twentieth', moving(steady, 600, FAST / 20), 'slow', 21],
  ['at a rate that falls for ten seconds', moving(moving(steady, 10, FAST / 100), 60, FAST), null],
  ['at a rate that was slow from the start', moving(begun, 600, 1000), null],
  ['slow before a median is known', moving(moving(begun, 5, FAST), 25, FAST / 20), null],
  ['with identical lines', moving(steady, 600, 0), 'slow', 19],
  ['with identical lines from the start', moving(begun, 600, 0), 'still'],
  ['with identical lines for 15 seconds', moving(moving(steady, 15, 0), 60, FAST), null],
  ['with identical lines every four seconds', moving(steady, 600, 0, 4000), 'still', 20],
  ['without lines for 119 seconds', silent(steady, 119), null],
  ['without lines for two minutes', silent(steady, 120), 'silent', 120],
  ['whose lines come in bursts', moving(silent(steady, 60), 60, FAST), null],
  ['set back once', fallen(steady, 100e6), null],
  ['set back twice', fallen(moving(fallen(steady, 100e6), 1, FAST), 100e6), 'back', 1],
  ['set back by lines out of order', fallen(fallen(fallen(steady, 1e6), 1e6), 1e6), null],
  ['silent while it verifies', silent(other(steady, 'verifying sha256 digest'), 3600), null],
  ['silent before its first layer', silent(other(begun, 'pulling manifest'), 3600), null],
]

describe('a pull', () => {
  it.each(rows)('%s', (_, { watch, now }, stall, after) => {
    expect(stallOf(watch, now)).toBe(stall)
    if (after !== undefined) expect(Math.abs((now - steady.now) / 1000 - after)).toBeLessThanOrEqual(2)
  })

  it('is judged by the rate that it had before its last request', () => {
    const again = { ...steady, watch: startWatch(steady.watch.rates) }
    expect(stallOf(again.watch, again.now + 3_600_000)).toBeNull()
    const slow = moving(again, 60, FAST / 20)
    expect(stallOf(slow.watch, slow.now)).toBe('slow')
    expect((slow.now - again.now) / 1000).toBeLessThan(23)
  })

  it('is not taken as set back by a request or a layer that begins lower than the one before', () => {
    const lower = (course: Course, of: string): Course => {
      const completed = 1e6
      return { ...course, completed, watch: watchLine(course.watch, { status: '', digest: of, total, completed }, 1e6) }
    }
    const again = lower({ ...steady, watch: startWatch(steady.watch.rates) }, digest)
    const next = lower(lower(again, 'sha256:b'), 'sha256:c')
    expect(next.watch.falls).toBe(0)
  })

  it('that is whole waits for the next layer as long as that takes', () => {
    const whole = watchLine(steady.watch, { status: '', digest, total, completed: total }, steady.now)
    expect(stallOf(whole, steady.now + 3_600_000)).toBeNull()
    expect(isGivenUp(whole, steady.now + 3_600_000)).toBe(false)
  })

  it('is given up after ten minutes without a byte', () => {
    const still = { ...steady.watch, byteAt: 0 }
    expect([599_999, 600_000].map((now) => isGivenUp(still, now))).toEqual([false, true])
  })

  it('keeps few figures of a long download', () => {
    const { watch } = moving(begun, 3600, FAST, 500)
    expect(watch.rates.length).toBe(600)
    expect(watch.samples.length).toBeLessThan(25)
  })
})
