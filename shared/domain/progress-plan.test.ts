import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProgressLine } from '../ollama/progress-line.ts'
import { startProgress, TENSORS, viewOf, withPlan, type PlannedLayer } from './progress.ts'
import { shareFaults, digest, layer, play, status, type Timed } from './test-progress.ts'

const planned = (letter: string, size: number, present = 0): PlannedLayer => ({ digest: digest(letter), size, present })
const plan = [planned('a', 1000), planned('b', 400, 400), planned('c', 100)]
const start = withPlan(startProgress(0), plan)
const at = (progress: typeof start) => viewOf(progress, progress.at)

describe('with the layers of the manifest', () => {
  it('all figures are of the whole model before the first line', () => {
    expect(at(start)).toMatchObject({ isWhole: true, total: 1500, completed: 400, cached: 400, moved: 0 })
    expect(at(start).share).toBeCloseTo(400 / 1500)
    expect(at(start).layers.map(({ isReached }) => isReached)).toEqual([false, false, false])
  })

  it('a layer counts as reached with its first line, and none is new', () => {
    const lines = [layer(60, 'a', 1000, 300), layer(120, 'b', 400, 400), layer(180, 'c', 100, 40)]
    const seen = lines.map((_, index) => at(play(lines.slice(0, index + 1), start)))
    expect(seen.map(({ total, completed }) => [total, completed])).toEqual([
      [1500, 700],
      [1500, 1400],
      [1500, 1440],
    ])
    expect(seen.at(-1)).toMatchObject({ isWhole: true, moved: 1000, cached: 440 })
    const over = at(play([...lines, status(240, 'verifying sha256 digest')], start))
    expect(over).toMatchObject({ completed: 1500, share: 0.99 })
    expect(at(play([...lines, status(240, 'success')], start)).share).toBe(1)
  })

  it('the time left is of all layers', () => {
    const big = withPlan(startProgress(0), [planned('a', 1e9), planned('b', 1e9)])
    const lines = Array.from({ length: 100 }, (_, index) => layer(60 * index, 'a', 1e9, 600_000 * index))
    expect(at(play(lines, big)).remainingMs).toBeCloseTo((2e9 - 99 * 600_000) / 10_000, -1)
  })

  it('of a tensor model there is one line for all', () => {
    const tensors = withPlan(startProgress(0), [{ digest: TENSORS, size: 5000, present: 1000 }])
    const line: Timed = [60, { status: 'pulling model', digest: TENSORS, total: 5000, completed: 1200 }]
    expect(at(play([line], tensors))).toMatchObject({ isWhole: true, total: 5000, completed: 1200 })
  })

  it.each([
    ['a digest that is not among them', layer(60, 'd', 70, 7)],
    ['another size', layer(60, 'a', 70, 7)],
  ])('%s shows that it is another manifest, of which only this is known', (_, line) => {
    expect(at(play([line], start))).toMatchObject({ isWhole: false, total: 70, completed: 7 })
  })

  it('layers that the server has named before stay as they are, or the manifest is another one', () => {
    const begun = play([layer(60, 'a', 1000, 300)])
    expect(at(withPlan(begun, plan))).toMatchObject({ isWhole: true, total: 1500, completed: 700, moved: 0 })
    expect(withPlan(begun, [planned('a', 999)])).toBe(begun)
    expect(withPlan(begun, [planned('b', 400)])).toBe(begun)
    expect(withPlan(begun, [])).toBe(begun)
  })

  it('what an earlier run fetched counts until the server tells', () => {
    const saved = at(play([layer(60, 'a', 1000, 300)], start))
    const again = startProgress(1000, saved)
    expect(at(again)).toMatchObject({ isWhole: true, total: 1500, completed: 700, share: saved.share })
    expect(at(withPlan(again, plan))).toMatchObject({ total: 1500, completed: 700 })
    expect(at(play([layer(1060, 'a', 1000, 250)], again))).toMatchObject({ completed: 650, share: saved.share })
  })
})

describe('the share of all bytes', () => {
  interface Sent {
    layers: { size: number; present: boolean; from: number }[]
    /** Points of a layer's transfer, in thousandths, that need not rise; `null`: a new request. */
    steps: (number | null)[]
  }
  const sent: fc.Arbitrary<Sent> = fc.record({
    layers: fc.array(
      fc.record({
        size: fc.integer({ min: 1, max: 5e9 }),
        present: fc.boolean(),
        from: fc.integer({ max: 999, min: 0 }),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    steps: fc.array(fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.constant(null)), { maxLength: 20 }),
  })
  const linesOf = ({ layers, steps }: Sent): (ProgressLine | null)[] => {
    const named = layers.map(({ size, present, from }, index): ProgressLine[] => {
      const line = { status: `pulling ${index}`, digest: `sha256:${index}`, total: size }
      if (present) return [{ ...line, completed: size }]
      return [from, ...steps].flatMap((step) => (step === null ? [] : { ...line, completed: (size * step) / 1000 }))
    })
    const broken = steps.includes(null) ? [...named.slice(0, 1).flat(), null] : []
    return [
      { status: 'pulling manifest' },
      ...broken,
      ...named.flat(),
      { status: 'verifying sha256 digest' },
      { status: 'writing manifest' },
      { status: 'success' },
    ]
  }

  it('never falls, ends at 1, and with the manifest its total never changes, for any pull', () => {
    fc.assert(
      fc.property(sent, (pull) => {
        const known = pull.layers.map(({ size, present }, index) => ({
          digest: `sha256:${index}`,
          size,
          present: present ? size : 0,
        }))
        expect(shareFaults(linesOf(pull), known)).toEqual([])
        expect(shareFaults(linesOf(pull), [])).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
