import { describe, expect, it } from 'vitest'
import { layer, play, range, seen, status, ticks, views } from './test-progress.ts'
import { viewOf } from './progress.ts'

const TOTAL = 114_478_944
const manifest = status(2, 'pulling manifest')

describe('the rate', () => {
  const steady = [manifest, ...ticks(60, 'a', 1e9, range(0, 400, 600_000))]

  it('is unknown while the layer is not', () => {
    expect(views(steady).findIndex(({ rate }) => rate !== null)).toBe(10)
    expect(seen([...steady, status(24_100, 'verifying sha256 digest')])).toMatchObject({
      rate: null,
      remainingMs: null,
    })
    expect(seen([...steady, status(24_100, 'something new')])).toMatchObject({ rate: null, remainingMs: null })
  })

  it('is that of the bytes that move', () => {
    for (const { rate } of views(steady).slice(10)) expect(rate).toBeCloseTo(10e6, 0)
    expect(seen(steady).remainingMs).toBeCloseTo(76_000, 0)
  })

  it('falls by half in three seconds without bytes, with and without lines', () => {
    const progress = play(steady)
    expect((viewOf(progress, 24_060 + 3000).rate ?? 0) / 5e6).toBeCloseTo(1, 1)
    expect(viewOf(progress, 24_060 + 60_000).rate).toBeLessThan(100)
    const silent = ticks(
      24_060,
      'a',
      1e9,
      Array.from({ length: 50 }, () => 240_000_000),
    )
    expect((seen([...steady, ...silent]).rate ?? 0) / 5e6).toBeCloseTo(1, 1)
  })

  it('gives no remaining time at a very low rate, or without bytes due', () => {
    expect(viewOf(play(steady), 24_060 + 60_000).remainingMs).toBeNull()
    const whole = [...steady, layer(24_120, 'a', 1e9, 1e9)]
    expect(seen(whole)).toMatchObject({ completed: 1e9, remainingMs: null, quietSince: null })
  })

  it('is not disturbed by layers that are there already, nor by how a layer ends', () => {
    const more = [layer(24_120, 'b', 5e9, 5e9), layer(24_120, 'c', 1e9), layer(24_180, 'c', 1e9, 600_000)]
    expect((seen([...steady, ...more]).rate ?? 0) / 10e6).toBeCloseTo(1, 1)
  })
})

describe('silence', () => {
  const stalled = [
    manifest,
    ...ticks(60, 'a', TOTAL, range(0, 56, 2_000_000)),
    ...ticks(
      3420,
      'a',
      TOTAL,
      Array.from({ length: 93 }, () => 112_000_000),
    ),
  ]

  it('is named from the last byte on, once it has lasted five seconds', () => {
    const all = views(stalled)
    expect(all.map(({ quietSince }) => quietSince).findIndex((since) => since !== null)).toBe(57 + 83)
    expect(all.at(-1)?.quietSince).toBe(3420)
    expect(seen([...stalled, layer(9124, 'a', TOTAL, 114_450_272)]).quietSince).toBeNull()
  })

  it('is named without lines too', () => {
    const progress = play(stalled.slice(0, 57))
    expect(viewOf(progress, 8419).quietSince).toBeNull()
    expect(viewOf(progress, 8420).quietSince).toBe(3420)
    expect(viewOf(progress, 60_000).quietSince).toBe(3420)
  })

  it('ends with bytes that come again', () => {
    const back = [...stalled, layer(9060, 'a', TOTAL, 60_000_000), layer(9120, 'a', TOTAL, 61_000_000)]
    expect(seen(back).quietSince).toBeNull()
  })

  it('begins with the layer if no byte comes', () => {
    const lines = [manifest, ...Array.from({ length: 100 }, (_, index) => layer(1000 + index * 60, 'a', TOTAL))]
    expect(seen(lines)).toMatchObject({ quietSince: 1000, rate: null })
  })

  it('is not counted while no bytes are due', () => {
    expect(viewOf(play([manifest]), 60_000).quietSince).toBeNull()
    expect(
      viewOf(play([manifest, layer(66, 'a', TOTAL, 9_000_000), status(3536, 'verifying sha256 digest')]), 600_000)
        .quietSince,
    ).toBeNull()
    expect(viewOf(play([manifest, layer(2, 'a', TOTAL, TOTAL)]), 600_000).quietSince).toBeNull()
  })

  it('does not begin while bytes keep coming slowly', () => {
    const trickle = Array.from({ length: 100 }, (_, index) => 45_000_000 + Math.floor(index / 25) * 1_500_000)
    for (const view of views([manifest, ...ticks(60, 'a', TOTAL, trickle)])) expect(view.quietSince).toBeNull()
  })
})
