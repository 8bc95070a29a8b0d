import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Gpu, MemoryInUse, MemoryState } from '../contract/memory.ts'
import { GAP_MS, HISTORY_MS } from './memory-history.ts'
import { inUseAt, inUseLine, memoryInUse, recordInUse } from './memory-in-use.ts'

const T = 1_800_000_000_000
const gpu = (more: Partial<Gpu> = {}): Gpu => ({
  id: 'a',
  name: null,
  total: 10,
  used: 4,
  free: 6,
  ollama: null,
  busy: null,
  isUnified: false,
  isIntegrated: false,
  isAsleep: false,
  isTotalEstimated: false,
  ...more,
})
const reading = (at: number, more: Partial<MemoryState> = {}): MemoryState => ({
  hostId: 'h',
  state: 'read',
  readAt: T + at,
  gpus: [gpu()],
  ram: { total: 32, available: 20 },
  ollama: null,
  ...more,
})

it.each<[string, Partial<MemoryState>, Pick<MemoryInUse, 'of' | 'bytes'> | null]>([
  ['one GPU', {}, { of: 'gpu', bytes: 4 }],
  ['two GPUs', { gpus: [gpu(), gpu({ used: 3 })] }, { of: 'gpu', bytes: 7 }],
  ['one that sleeps beside another', { gpus: [gpu(), gpu({ isAsleep: true, used: null })] }, null],
  ['no GPU', { gpus: [] }, { of: 'ram', bytes: 12 }],
  ['one within the processor', { gpus: [gpu({ isIntegrated: true })] }, { of: 'ram', bytes: 12 }],
  [
    'one memory with the computer',
    { gpus: [gpu({ isUnified: true, total: null, used: null })] },
    { of: 'ram', bytes: 12 },
  ],
  ['one memory with figures of the GPU', { gpus: [gpu({ isUnified: true })] }, { of: 'gpu', bytes: 4 }],
  ['no figures at all', { gpus: [], ram: null }, null],
  ['another computer', { state: 'elsewhere', readAt: null, gpus: [], ram: null }, null],
])('is in use on a computer with %s', (_what, state, expected) => {
  const found = memoryInUse(reading(0, state))
  if (expected === null) expect(found).toBeNull()
  else expect(found).toMatchObject(expected)
})

const recorded = (...times: number[]) =>
  times.reduce<readonly MemoryInUse[]>((history, at) => recordInUse(history, reading(at)), [])
const timesOf = (history: readonly MemoryInUse[]) => history.map(({ at }) => at - T)

it('keeps one of close readings, the last always', () => {
  expect(timesOf(recorded(0, 5000, 10_000, 15_000, 20_000))).toEqual([0, 10_000, 20_000])
  expect(timesOf(recorded(0, 5000, 10_000, 15_000))).toEqual([0, 10_000, 15_000])
})

it('forgets what is older than an hour, and what a clock that was set back makes future', () => {
  expect(timesOf(recorded(0, 60_000, HISTORY_MS + 30_000))).toEqual([60_000, HISTORY_MS + 30_000])
  expect(timesOf(recorded(0, 60_000, 30_000))).toEqual([0, 30_000])
})

it('is in order, within an hour and bounded, whenever it is read', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20_000, max: 120_000 }), { maxLength: 400 }), (steps) => {
      let at = 0
      const times = timesOf(recorded(...steps.map((step) => (at += step))))
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
      expect(times.length).toBeLessThanOrEqual((2 * HISTORY_MS) / 10_000 + 2)
      expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(HISTORY_MS)
    }),
  )
})

it('is a line with gaps, of the device that was read last', () => {
  const noGpu = { gpus: [] }
  const history = [
    ...recorded(0, 20_000, 20_000 + GAP_MS + 2),
    ...[reading(99_000, noGpu)].flatMap((state) => memoryInUse(state) ?? []),
  ]
  expect(inUseLine(history.slice(0, 3), T)).toEqual({
    times: [T, T + 20_000, T + 20_000 + GAP_MS / 2 + 1, T + 20_000 + GAP_MS + 2],
    bytes: [4, 4, null, 4],
  })
  expect(inUseLine(history, T).bytes).toEqual([12])
  expect(inUseLine(history, T + 100_000)).toEqual({ times: [], bytes: [] })
})

it('is known shortly after it was read', () => {
  const history = recorded(0, 20_000)
  expect(inUseAt(history, T + 19_000)?.at).toBe(T)
  expect(inUseAt(history, T + 20_000 + GAP_MS)?.at).toBe(T + 20_000)
  expect(inUseAt(history, T + 20_001 + GAP_MS)).toBeUndefined()
  expect(inUseAt(history, T - 1)).toBeUndefined()
})
