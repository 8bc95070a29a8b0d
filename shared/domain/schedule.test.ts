import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { scheduleAt, type Schedule } from './schedule.ts'

const everyDay = [0, 1, 2, 3, 4, 5, 6]
const night: Schedule = { days: everyDay, from: '23:00', to: '07:00' }

afterEach(() => vi.unstubAllEnvs())
const inZone = (name: string) => vi.stubEnv('TZ', name)
/** Local time. */
const at = (text: string) => new Date(text).getTime()
const told = (schedule: Schedule | null, text: string) => {
  const { isOpen, changesAt } = scheduleAt(schedule, at(text))
  return `${isOpen ? 'open' : 'closed'} until ${changesAt === null ? 'ever' : new Date(changesAt).toString().slice(0, 21)}`
}

describe('a schedule', () => {
  beforeEach(() => void inZone('Europe/Berlin'))

  it.each([
    [null, '2026-11-27T12:00', 'open until ever'],
    [night, '2026-11-27T12:00', 'closed until Fri Nov 27 2026 23:00'],
    [night, '2026-11-27T22:59:59', 'closed until Fri Nov 27 2026 23:00'],
    [night, '2026-11-27T23:00', 'open until Sat Nov 28 2026 07:00'],
    [night, '2026-11-28T06:59', 'open until Sat Nov 28 2026 07:00'],
    [night, '2026-11-28T07:00', 'closed until Sat Nov 28 2026 23:00'],
    [{ ...night, days: [5] }, '2026-11-28T03:00', 'open until Sat Nov 28 2026 07:00'],
    [{ ...night, days: [5] }, '2026-11-28T08:00', 'closed until Fri Dec 04 2026 23:00'],
    [{ days: [1, 2], from: '09:00', to: '17:30' }, '2026-11-30T17:00', 'open until Mon Nov 30 2026 17:30'],
    // A whole day, and two that touch.
    [{ days: [6, 0], from: '00:00', to: '00:00' }, '2026-11-28T10:00', 'open until Mon Nov 30 2026 00:00'],
    [{ days: everyDay, from: '12:00', to: '12:00' }, '2026-11-28T10:00', 'open until ever'],
    [{ ...night, days: [] }, '2026-11-28T10:00', 'closed until ever'],
  ] as const)('%o at %s is %s', (schedule, now, wanted) => expect(told(schedule, now)).toBe(wanted))
})

describe('a schedule at a change of clocks', () => {
  it('is an hour shorter in spring and an hour longer in autumn', () => {
    inZone('Europe/Berlin')
    const hours = (text: string) => ((scheduleAt(night, at(text)).changesAt ?? 0) - at(text)) / 3_600_000
    expect([hours('2026-03-28T23:00'), hours('2026-10-24T23:00'), hours('2026-11-27T23:00')]).toEqual([7, 9, 8])
  })

  it('begins after an hour that is left out, and opens once where its hour comes twice', () => {
    inZone('Europe/Berlin')
    const spring: Schedule = { days: everyDay, from: '02:30', to: '04:00' }
    expect(told(spring, '2026-03-29T01:59')).toBe('closed until Sun Mar 29 2026 03:30')
    const autumn: Schedule = { days: everyDay, from: '02:15', to: '02:45' }
    const day = at('2026-10-25T00:00')
    const minutes = Array.from({ length: 25 * 60 }, (_, minute) => scheduleAt(autumn, day + minute * 60_000).isOpen)
    expect(minutes.filter((open, index) => open && !minutes[index - 1])).toHaveLength(1)
  })

  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Shanghai', 'America/Santiago'])(
    'always says when it changes next, and does so then: %s',
    (name) => {
      inZone(name)
      const time = fc
        .tuple(fc.nat(23), fc.nat(59))
        .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
      const days = fc.uniqueArray(fc.nat(6), { minLength: 1 })
      const instant = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) })
      fc.assert(
        fc.property(fc.record({ days, from: time, to: time }), instant, (schedule, now) => {
          const { isOpen, changesAt } = scheduleAt(schedule, now)
          if (changesAt === null) {
            expect(isOpen && schedule.from === schedule.to).toBe(true)
            return
          }
          expect(changesAt).toBeGreaterThan(now)
          expect(scheduleAt(schedule, changesAt).isOpen).toBe(!isOpen)
          expect(scheduleAt(schedule, changesAt - 1).isOpen).toBe(isOpen)
        }),
      )
    },
  )
})
