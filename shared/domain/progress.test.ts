import { describe, expect, it } from 'vitest'
import { digest, layer, range, seen, status, ticks, views, type Timed } from './test-progress.ts'
import { startProgress, viewOf } from './progress.ts'

const TOTAL = 114_478_944
const manifest = status(2, 'pulling manifest')
const small: Timed[] = [layer(3502, 'b', 73, 73), layer(3502, 'c', 27, 27), layer(3502, 'd', 11, 11)]
const end: Timed[] = [
  status(3536, 'verifying sha256 digest'),
  status(3637, 'writing manifest'),
  status(3637, 'success'),
]
const freshLayer = [
  layer(66, 'a', TOTAL, 3_000_000),
  layer(125, 'a', TOTAL, 9_000_000),
  ...ticks(125, 'a', TOTAL, range(9_000_000, 55, 1_900_000)),
]

describe('before the first line', () => {
  it('shows nothing', () => {
    expect(viewOf(startProgress(1000), 9000)).toEqual({
      status: '',
      phase: 'starting',
      layers: [],
      isWhole: false,
      completed: 0,
      total: 0,
      share: null,
      moved: 0,
      cached: 0,
      rate: null,
      remainingMs: null,
      quietSince: null,
    })
  })
})

describe('a fresh pull', () => {
  it('counts every byte of a layer as moved, the first tick too', () => {
    const after = seen([manifest, ...freshLayer])
    expect(after).toMatchObject({
      phase: 'layers',
      total: TOTAL,
      completed: 113_500_000,
      moved: 113_500_000,
      cached: 0,
    })
    expect(after.layers).toEqual([
      { digest: digest('a'), total: TOTAL, completed: 113_500_000, cached: 0, isReached: true },
    ])
  })

  it.each([
    ['plainly', 3_000_000, 9_000_000],
    ['with a burst', 6_000_000, 9_000_000],
    ['with a burst of three ticks', 4_500_000, 6_000_000],
    ['of a push', 7_503_872, 10_878_976],
  ])('tells a first tick %s from saved bytes by the next', (_, first, second) => {
    const lines = [manifest, layer(64, 'a', 908_524_576, first), layer(124, 'a', 908_524_576, second)]
    expect(seen(lines)).toMatchObject({ cached: 0, moved: second })
  })

  it('completes a layer without a last line at the next layer or status', () => {
    const last = layer(3600, 'e', 500_000, 200_000)
    const next = seen([manifest, ...freshLayer, last])
    expect(next.layers.map(({ completed }) => completed)).toEqual([TOTAL, 200_000])
    expect(next.total).toBe(TOTAL + 500_000)
    for (const text of ['verifying sha256 digest', 'writing manifest', 'removing unused layers', 'success']) {
      const over = seen([manifest, ...freshLayer, last, status(3700, text)])
      expect(over).toMatchObject({ completed: TOTAL + 500_000, total: TOTAL + 500_000, moved: TOTAL + 500_000 })
    }
  })

  it('goes through the phases and keeps the status in the words of the server', () => {
    const all = views([manifest, ...freshLayer, ...small, ...end])
    const steps = all.filter((view, index) => view.status !== all[index - 1]?.status)
    expect(steps.map(({ phase, status }) => `${phase}: ${status}`)).toEqual([
      'manifest: pulling manifest',
      'layers: pulling aaaaaaaaaaaa',
      'layers: pulling bbbbbbbbbbbb',
      'layers: pulling cccccccccccc',
      'layers: pulling dddddddddddd',
      'verifying: verifying sha256 digest',
      'finishing: writing manifest',
      'finishing: success',
    ])
  })

  it('knows no layer that had no line', () => {
    expect(seen([manifest, ...freshLayer, ...small, ...end]).layers.map(({ digest }) => digest)).toEqual(
      ['a', 'b', 'c', 'd'].map(digest),
    )
  })

  it('starts a layer without figures at 0', () => {
    const lines = [manifest, layer(66, 'a', TOTAL), layer(126, 'a', TOTAL), layer(186, 'a', TOTAL, 1_000_000)]
    expect(views(lines).map(({ completed }) => completed)).toEqual([0, 0, 0, 1_000_000])
    expect(seen(lines)).toMatchObject({ moved: 1_000_000, cached: 0 })
  })
})

describe('what was there before', () => {
  it('is a layer whose first line is at 100 %', () => {
    const lines = [manifest, layer(2, 'a', TOTAL, TOTAL), layer(2, 'b', 73, 73), ...end]
    for (const view of views(lines)) expect(view).toMatchObject({ moved: 0, rate: null, remainingMs: null })
    expect(seen(lines)).toMatchObject({ completed: TOTAL + 73, total: TOTAL + 73, cached: TOTAL + 73 })
  })

  const resumed = [
    manifest,
    layer(65, 'a', TOTAL, 54_978_944),
    ...ticks(65, 'a', TOTAL, range(54_978_944, 39, 1_500_000)),
  ]

  it('is what a resumed layer shows first', () => {
    for (const view of views(resumed).slice(1)) {
      expect(view.cached).toBe(54_978_944)
      expect(view.moved).toBe(view.completed - 54_978_944)
      expect(view.rate ?? 0).toBeLessThan(26e6)
    }
    expect(seen([...resumed, ...small, ...end])).toMatchObject({ cached: 54_978_944 + 111, moved: TOTAL - 54_978_944 })
  })

  it('is what the first client had fetched when a second one joins', () => {
    const lines = [manifest, layer(64, 'a', TOTAL, 36_978_944), ...ticks(64, 'a', TOTAL, [38_478_944, 39_978_944])]
    expect(seen(lines)).toMatchObject({ cached: 36_978_944, moved: 3_000_000 })
  })

  it('is little on a slow line as well', () => {
    const lines = [manifest, layer(64, 'a', TOTAL, 5_000_000), ...ticks(64, 'a', TOTAL, range(5_000_000, 20, 60_000))]
    expect(seen(lines)).toMatchObject({ cached: 5_000_000, moved: 1_200_000 })
    expect(seen(lines).rate).toBeCloseTo(1e6, 0)
  })

  it('is decided by the first new bytes, however fast the later ones are', () => {
    const slow = [manifest, layer(64, 'a', TOTAL, 5_000_000), layer(124, 'a', TOTAL, 5_600_000)]
    expect(seen([...slow, layer(184, 'a', TOTAL, 12_000_000)])).toMatchObject({ cached: 5_000_000, moved: 7_000_000 })
  })

  it('is more than four ticks bring', () => {
    const lines = (saved: number) => [layer(64, 'a', TOTAL, saved), layer(124, 'a', TOTAL, saved + 1_500_000)]
    expect(seen(lines(6_000_000)).cached).toBe(0)
    expect(seen(lines(6_000_001)).cached).toBe(6_000_001)
  })

  it('does not depend on how long the manifest took or how late the next line is read', () => {
    const slow = [manifest, layer(20_000, 'a', TOTAL, 54_978_944), layer(20_060, 'a', TOTAL, 56_478_944)]
    expect(seen(slow).cached).toBe(54_978_944)
    const late = [manifest, layer(65, 'a', TOTAL, 54_978_944), layer(2065, 'a', TOTAL, 104_978_944)]
    expect(seen(late).cached).toBe(54_978_944)
  })

  it('stays open until new bytes tell', () => {
    const waiting = [manifest, layer(64, 'a', TOTAL, 3_000_000), ...ticks(64, 'a', TOTAL, [3_000_000, 3_000_000])]
    expect(seen(waiting)).toMatchObject({ cached: 3_000_000, moved: 0 })
    expect(seen([...waiting, layer(244, 'a', TOTAL, 4_500_000)])).toMatchObject({ cached: 0, moved: 4_500_000 })
  })

  it('is known from the end of the layer if there is no second line', () => {
    const fresh = [manifest, layer(64, 'a', 5_000_000, 3_000_000), layer(130, 'b', 73, 73)]
    expect(seen(fresh)).toMatchObject({ cached: 73, moved: 5_000_000 })
    const saved = [manifest, layer(64, 'a', 5_000_000, 4_900_000), layer(130, 'b', 73, 73)]
    expect(seen(saved)).toMatchObject({ cached: 4_900_073, moved: 100_000 })
  })

  it('cannot be what is rolled back', () => {
    const lines = [layer(64, 'a', TOTAL, 4_000_000, 'pushing'), layer(124, 'a', TOTAL, 1_000_000, 'pushing')]
    expect(seen(lines)).toMatchObject({ completed: 1_000_000, cached: 1_000_000, moved: 3_000_000 })
    const all = [...lines, layer(184, 'a', TOTAL, undefined, 'pushing'), layer(244, 'a', TOTAL, 9_000_000, 'pushing')]
    expect(seen(all)).toMatchObject({ completed: 9_000_000, cached: 0, moved: 9_000_000 })
  })
})

describe('a roll-back', () => {
  const fetched = ticks(60, 'a', TOTAL, range(3_000_000, 60, 1_800_000))
  const before = [manifest, layer(60, 'a', TOTAL, 3_000_000), ...fetched]
  const again = ticks(3660, 'a', TOTAL, range(93_000_000, 10, 1_800_000))
  const beyond = ticks(4260, 'a', TOTAL, [112_800_000])

  it('lowers what is complete, and counts no byte as moved twice', () => {
    const all = views([...before, ...again, ...beyond])
    expect(all.map(({ completed }) => completed).slice(-12)).toEqual([111_000_000, ...range(93e6, 11, 1_800_000)])
    expect(all.map(({ moved }) => moved).slice(-12)).toEqual([...Array.from({ length: 11 }, () => 111e6), 112_800_000])
    expect(all.at(-1)?.cached).toBe(0)
  })

  it('leaves the rate as it was while the same bytes come again', () => {
    const steady = seen(before).rate ?? NaN
    expect(steady).toBeCloseTo(30e6, 0)
    for (const { rate } of views([...before, ...again, ...beyond]).slice(-11))
      expect((rate ?? 0) / steady).toBeCloseTo(1, 1)
  })

  it('makes what is left longer by what was lost', () => {
    expect(seen(before).remainingMs).toBeCloseTo((TOTAL - 111e6) / 30_000, 0)
    expect(seen([...before, ...again.slice(0, 1)]).remainingMs).toBeCloseTo((TOTAL - 94.8e6) / 30_000, 0)
  })

  it('lets the rate fall when the bytes do not come again', () => {
    const stalled = ticks(
      3660,
      'a',
      TOTAL,
      Array.from({ length: 200 }, () => 93_000_000),
    )
    const after = seen([...before, ...stalled])
    expect(after.rate).toBeLessThan(30e6 / 4)
    expect(after.quietSince).toBe(3660)
  })

  it('may go down to 0', () => {
    expect(seen([...before, layer(3720, 'a', TOTAL)])).toMatchObject({ completed: 0, moved: 111_000_000 })
  })
})
