import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MemorySpan } from '../contract/running.ts'
import {
  GAP_MS,
  HISTORY_MS,
  MAX_SPANS,
  memoryEvents,
  memoryLayers,
  memorySummary,
  recordMemory,
  spanAt,
} from './memory-history.ts'

const T = 1_800_000_000_000
const model = (name: string, slot: number, size: number | null, sizeVram = size) => ({ name, slot, size, sizeVram })
const a = model('a', 0, 10)
const b = model('b', 1, 6, 4)

function recorded(answers: [at: number, models: ReturnType<typeof model>[]][]): readonly MemorySpan[] {
  return answers.reduce<readonly MemorySpan[]>((spans, [at, models]) => recordMemory(spans, models, T + at), [])
}
const shape = (spans: readonly MemorySpan[]) =>
  spans.map(({ from, to, models }) => [from - T, to - T, models.map(({ name }) => name).join('')])

describe('recordMemory', () => {
  it('makes one span of answers that tell the same', () => {
    const spans = recorded([
      [0, [a]],
      [2000, [a]],
      [4000, [a, b]],
      [6000, [b, a]],
      [8000, [b]],
    ])
    expect(shape(spans)).toEqual([
      [0, 2000, 'a'],
      [4000, 6000, 'ab'],
      [8000, 8000, 'b'],
    ])
    expect(spans[1]?.models[1]).toEqual({ name: 'b', slot: 1, gpu: 4, cpu: 2, unknown: 0, isPartial: false })
  })

  it('leaves a gap without answers, even if nothing changed', () => {
    expect(
      shape(
        recorded([
          [0, [a]],
          [2000, [a]],
          [2000 + GAP_MS, [a]],
          [90_000, [a]],
        ]),
      ),
    ).toEqual([
      [0, 2000 + GAP_MS, 'a'],
      [90_000, 90_000, 'a'],
    ])
  })

  it('keeps figures that contradict each other apart, and says where one is missing', () => {
    const held = recorded([[0, [model('x', 0, 5, 9), model('y', 1, null, 3), model('z', 2, Number.NaN)]]])[0]?.models
    expect(held?.map(({ gpu, cpu, unknown, isPartial }) => [gpu, cpu, unknown, isPartial])).toEqual([
      [0, 0, 5, false],
      [3, 0, 0, true],
      [0, 0, 0, true],
    ])
  })

  it('ignores a repeated answer and an older one', () => {
    const spans = recorded([
      [0, [a]],
      [4000, [a, b]],
    ])
    expect(recordMemory(spans, [a, b], T + 4000)).toBe(spans)
    expect(recordMemory(spans, [a], T + 2000)).toBe(spans)
  })

  it('drops spans in the future of a clock that was set back', () => {
    const spans = recorded([
      [0, [a]],
      [600_000, [a, b]],
      [602_000, [b]],
    ])
    expect(shape(recordMemory(spans, [b], T + 300_000))).toEqual([
      [0, 0, 'a'],
      [300_000, 300_000, 'b'],
    ])
  })

  it('holds an hour, no more spans than an hour has polls, and no more models than a server can have', () => {
    const long = recorded([
      [0, [a]],
      [HISTORY_MS - 1, [a]],
      [HISTORY_MS + 1, [b]],
    ])
    expect(shape(long)).toEqual([
      [HISTORY_MS - 1, HISTORY_MS - 1, 'a'],
      [HISTORY_MS + 1, HISTORY_MS + 1, 'b'],
    ])
    let spans: readonly MemorySpan[] = []
    for (let at = 0; at < 4000; at++) spans = recordMemory(spans, [model('m', 0, at + 1)], T + at * 250)
    expect(spans).toHaveLength(MAX_SPANS)
    const many = Array.from({ length: 500 }, (_, slot) => model(`m${slot}`, slot, slot))
    expect(recordMemory([], many, T)[0]?.models.map(({ slot }) => slot)).toEqual(
      Array.from({ length: 64 }, (_, index) => 436 + index),
    )
  })

  it('stays ordered and bounded for any answers', () => {
    const answer = fc.tuple(fc.integer({ min: -60_000, max: HISTORY_MS }), fc.subarray([a, b, model('c', 2, 3, 7)]))
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 60 }), (answers) => {
        const spans = recorded(answers)
        for (const [index, { from, to }] of spans.entries()) {
          expect(from).toBeLessThanOrEqual(to)
          expect(from).toBeGreaterThan(spans[index - 1]?.to ?? -Infinity)
        }
        const { times, layers } = memoryLayers(spans)
        expect(times).toEqual(times.toSorted((one, other) => one - other))
        for (const [index, { tops }] of layers.entries())
          for (const [at, top] of tops.entries())
            if (top !== null) expect(top).toBeGreaterThanOrEqual(layers[index - 1]?.tops[at] ?? 0)
      }),
    )
  })
})

describe('memoryEvents', () => {
  it('lists loads and unloads between two answers, and none of the first answer', () => {
    const events = memoryEvents(
      recorded([
        [0, [a]],
        [2000, [a, b]],
        [4000, [model('a', 0, 12), b]],
        [90_000, [b]],
      ]),
    )
    expect(events).toEqual([
      { kind: 'load', name: 'b', slot: 1, after: T, at: T + 2000 },
      { kind: 'unload', name: 'a', slot: 0, after: T + 4000, at: T + 90_000 },
    ])
  })
})

describe('spanAt', () => {
  it('finds the last answer before a time, and none in a gap', () => {
    const spans = recorded([
      [0, [a]],
      [2000, [a, b]],
      [104_000, [b]],
    ])
    const names = (at: number) =>
      spanAt(spans, T + at)
        ?.models.map(({ name }) => name)
        .join('')
    expect([-1, 0, 1999, 2000, 50_000, 104_000, 106_000, 104_001 + GAP_MS].map(names)).toEqual([
      undefined,
      'a',
      'a',
      'ab',
      undefined,
      'b',
      'b',
      undefined,
    ])
  })
})

describe('memoryLayers', () => {
  it('stacks system memory on GPU memory, with gaps where nobody asked', () => {
    const { times, layers } = memoryLayers(
      recorded([
        [0, [a]],
        [2000, [a, b]],
        [4000, [a, b]],
        [104_000, [b]],
      ]),
    )
    expect(times.map((time) => time - T)).toEqual([0, 2000, 4000, 54_000, 104_000])
    expect(layers).toEqual([
      { name: 'a', slot: 0, kind: 'gpu', tops: [10, 10, 10, null, 0] },
      { name: 'b', slot: 1, kind: 'gpu', tops: [10, 14, 14, null, 4] },
      { name: 'b', slot: 1, kind: 'cpu', tops: [10, 16, 16, null, 6] },
    ])
  })

  it('has times and no areas for an empty history', () => {
    expect(
      memoryLayers(
        recorded([
          [0, []],
          [2000, []],
        ]),
      ),
    ).toEqual({ times: [T, T + 2000], layers: [] })
  })
})

describe('memorySummary', () => {
  it('gives the peak, loads and unloads, and the time recorded', () => {
    const spans = recorded([
      [0, [a]],
      [2000, [a, b]],
      [10_000, [a, b]],
      [110_000, [b]],
      [120_000, [b]],
    ])
    expect(memorySummary(spans, T + 120_000)).toEqual({
      most: { bytes: 16, exactness: 'exact' },
      mostAt: T + 2000,
      loads: 1,
      unloads: 1,
      watchedMs: 20_000,
    })
    expect(memorySummary([], T)).toBeNull()
    const unknown = recorded([
      [0, [a]],
      [2000, [a, model('c', 2, null)]],
    ])
    expect(memorySummary(unknown, T + 2000)).toMatchObject({ most: { bytes: 10, exactness: 'at_least' } })
  })

  it('counts no more than the hour', () => {
    const spans: MemorySpan[] = [{ from: T, to: T + 2 * HISTORY_MS, models: [] }]
    expect(memorySummary(spans, T + 2 * HISTORY_MS)).toMatchObject({ watchedMs: HISTORY_MS, mostAt: T + HISTORY_MS })
  })
})
