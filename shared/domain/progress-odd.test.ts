import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProgressLine } from '../ollama/progress-line.ts'
import { digest, layer, play, range, seen, status, ticks, views, type Timed } from './test-progress.ts'
import { advance, startProgress, viewOf, type Progress } from './progress.ts'

describe('a tensor model', () => {
  const READ = 32 * 1024

  function read(ms: number, completed: number, total = 4e9): Timed {
    return [ms, { status: 'pulling model', digest: 'sha256:model', total, completed }]
  }

  it('is one layer of a digest that is no hex, in as many lines as reads', () => {
    const reads = range(0, 50_000, READ).map((completed, index) => read(index * 0.5, completed))
    const progress = play([status(0, 'pulling manifest'), ...reads])
    const view = viewOf(progress, 25_000)
    expect(view).toMatchObject({ status: 'pulling model', phase: 'layers', moved: 50_000 * READ, cached: 0 })
    expect(view.layers).toMatchObject([{ digest: 'sha256:model', total: 4e9, completed: 50_000 * READ, cached: 0 }])
    expect((view.rate ?? 0) / (READ * 2000)).toBeCloseTo(1, 3)
    const over = play([status(25_001, 'writing manifest'), status(25_002, 'success')], progress)
    expect(viewOf(over, 25_002)).toMatchObject({ phase: 'finishing', completed: 4e9, total: 4e9 })
  })

  it('reports what was there before in its first line', () => {
    const reads = range(3e9, 100, READ).map((completed, index) => read(index, completed))
    expect(seen([read(0, 3e9), ...reads])).toMatchObject({ cached: 3e9, moved: 100 * READ })
  })

  it('reports a part found on disk between its reads', () => {
    const before = range(0, 1000, READ).map((completed, index) => read(index, completed))
    const after = range(1000 * READ + 700e6, 1000, READ).map((completed, index) => read(1000 + index, completed))
    const view = seen([...before, ...after])
    expect(view).toMatchObject({ cached: 700e6 + READ, moved: 1999 * READ })
    expect((view.rate ?? 0) / (READ * 1000)).toBeCloseTo(1, 2)
  })

  it('may write its lines out of order', () => {
    const reads = range(0, 2000, READ).map((completed, index) => read(index, completed + (index % 2 ? -3 : 3) * READ))
    const view = seen(reads.slice(4))
    expect(view.moved + view.cached).toBe(2002 * READ)
    expect((view.rate ?? 0) / (READ * 1000)).toBeCloseTo(1, 2)
  })
})

describe('a push', () => {
  it('counts what the registry has as cached', () => {
    const lines = [
      status(1, 'retrieving manifest'),
      layer(1, 'a', 6_700_832, 6_700_832, 'pushing'),
      layer(2, 'b', 73, 73, 'pushing'),
      status(4, 'pushing manifest'),
      status(6, 'success'),
    ]
    expect(views(lines).map(({ phase }) => phase)).toEqual(['manifest', 'layers', 'layers', 'finishing', 'finishing'])
    expect(seen(lines)).toMatchObject({ completed: 6_700_905, total: 6_700_905, cached: 6_700_905, moved: 0 })
  })

  it('has a last tick at 100 %', () => {
    const up = ticks(1, 'a', 90e6, [...range(0, 29, 3e6), 90e6])
    expect(seen(up)).toMatchObject({ completed: 90e6, moved: 90e6, cached: 0, remainingMs: null })
  })

  it('shows the words of older servers as they come', () => {
    const plain = seen([status(1, 'retrieving manifest'), status(2, 'starting upload')])
    expect(plain).toMatchObject({ status: 'starting upload', phase: 'other', layers: [] })
    const sized: Timed = [2, { status: 'starting upload', digest: digest('a'), total: 1000 }]
    expect(seen([sized])).toMatchObject({ status: 'starting upload', phase: 'layers', completed: 0, total: 1000 })
  })

  it('does not end with an unknown status', () => {
    const lines = [layer(1, 'a', 1000, 400, 'pushing'), status(2, 'chunk signature pending')]
    expect(seen(lines)).toMatchObject({ phase: 'other', completed: 400, quietSince: null })
    expect(seen([...lines, layer(62, 'a', 1000, 500, 'pushing')])).toMatchObject({ phase: 'layers', completed: 500 })
  })

  it('can end before it began', () => {
    const lines = [status(1, 'retrieving manifest'), status(1, "couldn't retrieve manifest")]
    expect(seen(lines)).toMatchObject({ status: "couldn't retrieve manifest", phase: 'other' })
  })
})

describe('odd lines', () => {
  it('are layers with a digest and a total, whatever the status', () => {
    const odd = (line: object): Timed => [60, { status: 'x', ...line }]
    expect(seen([odd({ digest: 'sha512:xyz', total: 10, completed: 4 })]).layers).toHaveLength(1)
    expect(seen([odd({ digest: '', total: 10 })])).toMatchObject({ phase: 'other', layers: [] })
    expect(seen([odd({ digest: 'a' })])).toMatchObject({ phase: 'other', layers: [] })
    expect(seen([odd({ total: 10, completed: 4 })])).toMatchObject({ phase: 'other', layers: [], total: 0 })
  })

  it('name layers by their status alone', () => {
    expect(seen([status(1, 'pulling 0123456789ab')])).toMatchObject({ phase: 'layers', layers: [] })
    expect(seen([status(1, 'pushing model')])).toMatchObject({ phase: 'layers', quietSince: null })
    expect(seen([status(1, 'pulling the plug')]).phase).toBe('other')
    expect(seen([status(1, 'verifying')]).phase).toBe('other')
    expect(seen([status(1, 'removing any unused layers')]).phase).toBe('finishing')
    expect(seen([status(1, "couldn't remove unused layers: no")]).phase).toBe('other')
  })

  it('may leave out the total once it is known', () => {
    const lines: Timed[] = [layer(60, 'a', 1000, 400), [120, { status: 'x', digest: digest('a'), completed: 600 }]]
    expect(seen(lines)).toMatchObject({ phase: 'layers', completed: 600, total: 1000 })
  })

  it('may change the total, but never below what was there', () => {
    const grown = [layer(60, 'a', 1000), layer(120, 'a', 1000, 400), layer(180, 'a', 5000, 500)]
    expect(seen(grown)).toMatchObject({ completed: 500, total: 5000, moved: 500 })
    expect(seen([...grown, layer(240, 'a', 300, 700)])).toMatchObject({ completed: 300, total: 500, moved: 500 })
  })

  it('may come back to a layer that was done', () => {
    const lines = [layer(60, 'a', 1000), layer(120, 'b', 50, 50), layer(180, 'a', 1000, 1000), layer(240, 'b', 50, 50)]
    expect(seen(lines)).toMatchObject({ completed: 1050, total: 1050, moved: 1000, cached: 50 })
    expect(seen(lines).layers).toHaveLength(2)
  })

  it('do not fill the memory with layers, nor lose a byte of them', () => {
    const many = Array.from({ length: 3000 }, (_, index): Timed => {
      return [index, { status: 'x', digest: `sha256:${index}`, total: 10, completed: 4 }]
    })
    const view = seen([...many, status(3000, 'success')])
    expect(view).toMatchObject({ completed: 30_000, total: 30_000, cached: 0, moved: 30_000 })
    expect(view.layers).toHaveLength(2000)
    expect(view.layers.reduce((sum, { total }) => sum + total, 0)).toBe(30_000)
    expect(view.layers.at(-1)?.digest).toBe('sha256:2999')
  })
})

describe('the clock', () => {
  const steady = ticks(100_000, 'a', 1e9, range(0, 100, 600_000))

  it('may be set back', () => {
    const back = ticks(50_000, 'a', 1e9, range(60_000_000, 100, 600_000))
    expect((seen([...steady, ...back]).rate ?? 0) / 10e6).toBeCloseTo(1, 1)
    expect(viewOf(play(steady), 0).rate).toBeCloseTo(10e6, 0)
    const quiet = ticks(
      50_000,
      'a',
      1e9,
      Array.from({ length: 100 }, () => 60_000_000),
    )
    const view = seen([...steady, ...quiet])
    expect(view.quietSince).toBe(50_060)
  })

  it('may stop', () => {
    const still = range(0, 100, 600_000).map((completed) => layer(5, 'a', 1e9, completed))
    expect(seen(still)).toMatchObject({ completed: 60_000_000, rate: null, remainingMs: null })
  })

  it('may jump ahead while the computer sleeps', () => {
    const later = ticks(30_000_000, 'a', 1e9, range(60_000_000, 200, 600_000))
    for (const { rate } of views([...steady, ...later]).slice(20)) expect(rate).toBeLessThan(10.01e6)
    expect((seen([...steady, ...later]).rate ?? 0) / 10e6).toBeGreaterThan(0.9)
  })
})

describe('any stream', () => {
  const figure = fc.oneof(
    fc.nat(2000),
    fc.nat(5_000_000_000),
    fc.double(),
    fc.constantFrom(-1, 0, NaN, Infinity, -Infinity, Number.MAX_VALUE, Number.MAX_SAFE_INTEGER, undefined),
    fc.constantFrom<unknown>('12', null, {}, true),
  )
  const line = fc.record(
    {
      status: fc.oneof(
        fc.constantFrom('pulling manifest', 'pulling aaaaaaaaaaaa', 'verifying sha256 digest', 'success', '?'),
        fc.string(),
        fc.constantFrom<unknown>(undefined, null, 5),
      ),
      digest: fc.oneof(
        fc.constantFrom('sha256:a', 'sha256:b', 'sha256:c', 'sha256:model', ''),
        fc.constantFrom<unknown>(undefined, null, 7),
      ),
      total: figure,
      completed: figure,
    },
    { requiredKeys: [] },
  )
  const instant = fc.oneof(fc.integer({ min: -1000, max: 100_000 }), fc.double({ min: -1e6, max: 1e13, noNaN: true }))
  const stream = fc.array(fc.tuple(instant, line), { maxLength: 60 })

  function eachView(lines: [number, object][], check: (progress: Progress, now: number) => void) {
    let progress = startProgress(0)
    for (const [now, line] of lines) {
      progress = advance(progress, line as ProgressLine, now)
      check(progress, now)
    }
  }

  it('keeps its sums for any lines', () => {
    let movedBefore = 0
    let highest = 0
    fc.assert(
      fc
        .property(stream, (lines) => {
          eachView(lines, (progress, now) => {
            const view = viewOf(progress, now)
            const sum = (key: 'total' | 'completed' | 'cached') =>
              view.layers.reduce((sum, layer) => sum + layer[key], 0)
            expect(view).toMatchObject({ total: sum('total'), completed: sum('completed'), cached: sum('cached') })
            for (const { total, completed, cached } of view.layers) {
              expect(completed).toBeLessThanOrEqual(total)
              expect(Math.min(completed, cached)).toBeGreaterThanOrEqual(0)
            }
            highest = Math.max(highest, view.completed)
            // Sums of figures up to 9e15 are rounded in their last bits.
            const rounding = view.total * 1e-12
            expect(view.moved).toBeGreaterThanOrEqual(movedBefore - rounding)
            expect(view.moved).toBeLessThanOrEqual(view.total - view.cached + rounding)
            expect(view.cached + view.moved).toBeGreaterThanOrEqual(highest - rounding)
            movedBefore = view.moved
          })
        })
        .beforeEach(() => {
          movedBefore = 0
          highest = 0
        }),
      { numRuns: 300 },
    )
  })

  it('gives valid figures at any time', () => {
    fc.assert(
      fc.property(stream, fc.double({ min: 0, max: 1e13, noNaN: true }), (lines, later) => {
        eachView(lines, (progress, now) => {
          for (const at of [now, now + later, now - later]) {
            const { rate, remainingMs, quietSince, status, phase } = viewOf(progress, at)
            for (const figure of [rate ?? 0, remainingMs ?? 0]) {
              expect(figure).toBeGreaterThanOrEqual(0)
              expect(Number.isFinite(figure)).toBe(true)
            }
            expect(Number.isFinite(quietSince ?? 0)).toBe(true)
            expect(quietSince ?? -Infinity).toBeLessThanOrEqual(at)
            expect(typeof status).toBe('string')
            if (phase !== 'layers') expect([rate, remainingMs, quietSince]).toEqual([null, null, null])
          }
        })
      }),
      { numRuns: 300 },
    )
  })

  it('leaves earlier states as they were', () => {
    fc.assert(
      fc.property(stream, (lines) => {
        const states: [Progress, string][] = []
        eachView(lines, (progress) => states.push([progress, JSON.stringify(progress)]))
        for (const [progress, text] of states) expect(JSON.stringify(progress)).toBe(text)
      }),
      { numRuns: 50 },
    )
  })
})
