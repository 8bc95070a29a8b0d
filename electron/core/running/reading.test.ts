import { describe, expect, it } from 'vitest'
import { readPs } from '#shared/ollama/ps.ts'
import { noReading, readAnswer, type Reading } from './reading.ts'

const T = Date.parse('2027-01-15T08:00:00Z')
const at = (seconds: number) => new Date(T + seconds * 1000).toISOString()
const nobody: Parameters<typeof readAnswer>[3] = () => false
const model = (name: string, expires: string, more: object = {}) => ({
  name,
  digest: name,
  size: 100,
  size_vram: 100,
  expires_at: expires,
  ...more,
})
const read = (before: Reading, models: object[], at: { now: number; serverNow: number }, ours = nobody) =>
  readAnswer(before, readPs({ models })?.rows ?? [], at, ours)
/** A server whose clock is a minute ahead. */
const when = (ms: number) => ({ now: T + ms, serverNow: T + ms + 60_000 })
const named = (reading: Reading, name: string) => reading.models.find((one) => one.name === name)

describe('readAnswer', () => {
  it('reads absent and far expiries', () => {
    const { models } = read(
      noReading,
      [
        { name: 'bare', size: 7, expires_at: 'soon' },
        model('kept', '2318-12-12T11:47:16.854775807Z', {
          context_length: 4096,
          details: { family: 'llama', parameter_size: '3B', quantization_level: 'Q4_K_M', families: null },
        }),
      ],
      when(0),
    )
    expect(models).toEqual([
      {
        name: 'bare',
        digest: null,
        family: '',
        parameterSize: '',
        quantization: '',
        size: 7,
        sizeVram: null,
        contextLength: null,
        expiresAt: null,
        slot: 0,
        otherUse: null,
        usedAt: null,
        keepAliveMs: null,
        stoppingSince: null,
        expiryFollowsClock: false,
      },
      {
        name: 'kept',
        digest: 'kept',
        family: 'llama',
        parameterSize: '3B',
        quantization: 'Q4_K_M',
        size: 100,
        sizeVram: 100,
        contextLength: 4096,
        expiresAt: 'never',
        slot: 1,
        otherUse: null,
        usedAt: null,
        keepAliveMs: null,
        stoppingSince: null,
        expiryFollowsClock: false,
      },
    ])
  })

  it('takes a later expiry and a new model for a use by another client', () => {
    const first = read(noReading, [model('a', at(300))], when(0))
    expect(named(first, 'a')?.otherUse).toBeNull()
    const same = read(first, [model('a', at(300))], when(2000))
    expect(named(same, 'a')?.otherUse).toBeNull()
    const moved = read(same, [model('a', at(304)), model('b', at(304))], when(4000))
    const use = { after: T + 2000, before: T + 4000, count: 1, everyMs: null }
    expect(moved.models.map(({ otherUse }) => otherUse)).toEqual([use, use])
    // It is kept until the next use, or until the model is unloaded.
    const later = read(moved, [model('a', at(304))], when(6000))
    expect(named(later, 'a')?.otherUse).toEqual(use)
  })

  it('does so for a model that is kept until unloaded, too', () => {
    const first = read(noReading, [model('a', '2318-12-12T11:47:16.1Z')], when(0))
    const moved = read(first, [model('a', '2318-12-12T11:47:26.1Z')], when(2000))
    expect(named(moved, 'a')).toMatchObject({
      expiresAt: 'never',
      otherUse: { after: T, before: T + 2000, count: 1, everyMs: null },
    })
  })

  it('ignores Corral’s own uses, an earlier expiry, one in the past, and one that is no time', () => {
    const first = read(
      noReading,
      [model('a', at(300)), model('b', at(300)), model('c', ''), model('d', at(-2))],
      when(0),
    )
    const next = read(
      first,
      [model('a', at(600)), model('b', at(200)), model('c', ''), model('d', at(59))],
      when(2000),
      ({ name }) => name === 'a',
    )
    expect(next.models.map(({ otherUse }) => otherUse)).toEqual([null, null, null, null])
  })

  it('ignores an expiry at a fixed distance from now, and an unknown one', () => {
    const dayAhead = (ms: number) => [
      model('a', at(ms / 1000 + 86_400)),
      model('b', '0001-01-01T00:00:00Z'),
      model('c', '2318-01-01T00:00:00Z'),
    ]
    let reading = read(noReading, dayAhead(0), when(0))
    for (const ms of [2500, 5100, 20_000, 22_400])
      reading = read(reading, dayAhead(Math.floor(ms / 1000) * 1000), when(ms))
    expect(reading.models.map(({ otherUse, expiresAt }) => [otherUse, expiresAt])).toEqual([
      [null, T + 22_000 + 86_400_000],
      [null, null],
      [null, 'never'],
    ])
    const known = read(reading, [model('b', at(400))], when(25_000))
    expect(named(known, 'b')).toMatchObject({ otherUse: null, expiresAt: T + 400_000 })
  })

  it('detects a use that moves an expiry as far as the clock, after one that stayed', () => {
    const first = read(noReading, [model('a', at(300))], when(0))
    const still = read(first, [model('a', at(300))], when(2500))
    const moved = read(still, [model('a', at(302.5))], when(5000))
    expect(named(moved, 'a')?.otherUse).toMatchObject({ after: T + 2500, before: T + 5000 })
  })

  it('counts the uses of the last hour, with the time between them', () => {
    let reading = read(read(noReading, [model('a', at(300))], when(0)), [model('a', at(300))], when(2000))
    for (const s of [40, 80, 120, 125]) reading = read(reading, [model('a', at(s + 300 - 3))], when(s * 1000))
    expect(named(reading, 'a')?.otherUse).toMatchObject({ count: 4, everyMs: 40_000 })
    const hour = read(reading, [model('a', at(4300))], when(3_725_000))
    expect(named(hour, 'a')?.otherUse).toMatchObject({ count: 1, everyMs: null })
    // A model that was unloaded in between begins anew.
    const gone = read(reading, [], when(130_000))
    expect(named(read(gone, [model('a', at(500))], when(132_000)), 'a')?.otherUse).toMatchObject({ count: 1 })
  })

  it('keeps when a model was used last, by anybody, and its keep-alive then', () => {
    const first = read(noReading, [model('a', at(300)), model('b', '2318-12-12T11:47:16.1Z')], when(0))
    expect(first.models.map(({ usedAt, keepAliveMs }) => [usedAt, keepAliveMs])).toEqual([
      [null, null],
      [null, null],
    ])
    const used = read(first, [model('a', at(3665)), model('b', '2318-12-12T11:47:26.1Z')], when(5000), () => true)
    const later = read(used, [model('a', at(3665)), model('b', '2318-12-12T11:47:26.1Z')], when(8000))
    expect(later.models.map(({ usedAt, keepAliveMs }) => [usedAt, keepAliveMs])).toEqual([
      [T + 5000, 3_600_000],
      [T + 5000, null],
    ])
  })

  it('knows of a use of ours before the first answer', () => {
    const first = read(noReading, [model('a', at(360))], when(0), () => true)
    expect(named(first, 'a')).toMatchObject({ usedAt: T, keepAliveMs: 300_000, otherUse: null })
  })

  it('tells an unload from an expiry that was only reached', () => {
    const first = read(noReading, [model('a', at(300)), model('b', at(4))], when(0))
    const next = read(first, [model('a', at(4.5)), model('b', at(4))], when(5000))
    expect(next.models.map(({ stoppingSince }) => stoppingSince)).toEqual([T + 5000, null])
    // It stays so while the unload is repeated, until a use.
    const still = read(next, [model('a', at(7)), model('b', at(4))], when(8000))
    expect(named(still, 'a')?.stoppingSince).toBe(T + 5000)
    const used = read(still, [model('a', at(310)), model('b', at(3))], when(10_000))
    expect(used.models.map(({ stoppingSince }) => stoppingSince)).toEqual([null, T + 10_000])
  })

  it('recognises an expiry that follows the clock, until it once stays', () => {
    let reading = noReading
    const told = (s: number, expiry: number) => {
      reading = read(reading, [model('a', at(expiry))], when(s * 1000))
      return named(reading, 'a')?.expiryFollowsClock
    }
    expect([0, 2, 5, 8, 10].map((s) => told(s, s + 600))).toEqual([false, false, false, true, true])
    expect(told(12, 610)).toBe(false)
    expect([15, 17, 20, 22].map((s) => told(s, s + 600))).toEqual([false, false, false, false])
  })

  it('gives each model its own colour, and the same one again within the hour', () => {
    const slots = (reading: Reading) => Object.fromEntries(reading.models.map(({ name, slot }) => [name, slot]))
    const first = read(noReading, [model('b', at(300)), model('a10', at(300)), model('a9', at(300))], when(0))
    expect(slots(first)).toEqual({ a9: 0, a10: 1, b: 2 })
    const second = read(first, [model('b', at(300)), model('a', at(300))], when(2000))
    expect(slots(second)).toEqual({ b: 2, a: 3 })
    const third = read(second, [model('b', at(300)), model('a9', at(300))], when(4000))
    expect(slots(third)).toEqual({ b: 2, a9: 0 })
    const hour = read(third, [model('b', at(300))], when(3_700_000))
    const after = read(hour, [model('b', at(300)), model('c', at(300))], when(3_702_000))
    expect(slots(after)).toEqual({ b: 2, c: 0 })
  })
})
