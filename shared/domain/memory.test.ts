import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountIn, expiryOf, hasGpu, mainPlace, memoryOf, memorySplit, memoryTotals } from './memory.ts'

describe('memorySplit', () => {
  it.each([
    [
      { size: 100, sizeVram: 0 },
      { kind: 'cpu', gpu: 0, cpu: 100 },
    ],
    [
      { size: 100, sizeVram: 100 },
      { kind: 'gpu', gpu: 100, cpu: 0 },
    ],
    [
      { size: 100, sizeVram: 82 },
      { kind: 'split', gpu: 82, cpu: 18 },
    ],
    [{ size: 100, sizeVram: 101 }, { kind: 'unknown' }],
    [{ size: 0, sizeVram: 0 }, { kind: 'unknown' }],
    [{ size: 0, sizeVram: 5 }, { kind: 'unknown' }],
    [{ size: -1, sizeVram: -1 }, { kind: 'unknown' }],
    [{ size: 100, sizeVram: -1 }, { kind: 'unknown' }],
    [{ size: NaN, sizeVram: 0 }, { kind: 'unknown' }],
    [{ size: 100, sizeVram: NaN }, { kind: 'unknown' }],
    [{ size: null, sizeVram: 0 }, { kind: 'unknown' }],
    [{ size: 100, sizeVram: null }, { kind: 'unknown' }],
  ])('%j', (model, split) => {
    expect(memorySplit(model)).toEqual(split)
  })

  it('never reports one place for a model in two', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.nat(), (size, sizeVram) => {
        const split = memorySplit({ size, sizeVram })
        expect(split.kind === 'unknown').toBe(sizeVram > size)
        if (split.kind === 'unknown') return
        expect(split.gpu + split.cpu).toBe(size)
        expect(split.kind === 'gpu').toBe(split.cpu === 0)
        expect(split.kind === 'cpu').toBe(split.gpu === 0)
      }),
    )
  })
})

describe('expiryOf', () => {
  const now = Date.parse('2026-09-01T12:00:00Z')

  it.each([
    [null, { kind: 'unknown' }],
    ['never', { kind: 'never' }],
    [now + 252_000, { kind: 'in', ms: 252_000 }],
    [now + 1, { kind: 'in', ms: 1 }],
    [now, { kind: 'overdue', ms: 0 }],
    [now - 1, { kind: 'overdue', ms: 1 }],
  ] as const)('%s', (expiresAt, expiry) => {
    expect(expiryOf({ expiresAt, stoppingSince: null }, now)).toEqual(expiry)
    expect(expiryOf({ expiresAt, stoppingSince: now }, now)).toEqual({ kind: 'stopping' })
  })

  it('shows even the longest keep-alive Corral sends as a time', () => {
    expect(expiryOf({ expiresAt: now + 1e12, stoppingSince: null }, now)).toEqual({ kind: 'in', ms: 1e12 })
  })
})

describe('memoryTotals', () => {
  it.each([
    [
      { size: 100, sizeVram: 82 },
      { gpu: 82, cpu: 18, unknown: 0, isPartial: false },
    ],
    [
      { size: 100, sizeVram: 101 },
      { gpu: 0, cpu: 0, unknown: 100, isPartial: false },
    ],
    [
      { size: 100, sizeVram: null },
      { gpu: 0, cpu: 0, unknown: 100, isPartial: false },
    ],
    [
      { size: null, sizeVram: 30 },
      { gpu: 30, cpu: 0, unknown: 0, isPartial: true },
    ],
    [
      { size: null, sizeVram: null },
      { gpu: 0, cpu: 0, unknown: 0, isPartial: true },
    ],
    [
      { size: 0, sizeVram: 0 },
      { gpu: 0, cpu: 0, unknown: 0, isPartial: true },
    ],
    [
      { size: NaN, sizeVram: NaN },
      { gpu: 0, cpu: 0, unknown: 0, isPartial: true },
    ],
  ])('of one model: %j', (model, memory) => {
    expect(memoryOf(model)).toEqual(memory)
  })

  it('adds up by place', () => {
    const models = [
      { size: 11_400, sizeVram: 9_300 },
      { size: 4_100, sizeVram: 4_100 },
      { size: 700, sizeVram: 0 },
      { size: 50, sizeVram: 60 },
    ]
    expect(memoryTotals(models)).toEqual({ gpu: 13_400, cpu: 2_800, unknown: 50, isPartial: false })
    expect(memoryTotals([...models, { size: null, sizeVram: null }])).toEqual({
      gpu: 13_400,
      cpu: 2_800,
      unknown: 50,
      isPartial: true,
    })
  })

  it('is zero without models', () => {
    expect(memoryTotals([])).toEqual({ gpu: 0, cpu: 0, unknown: 0, isPartial: false })
  })
})

describe('the place that is told first', () => {
  const [onGpu, onCpu, none] = [{ size: 5, sizeVram: 5 }, { size: 5, sizeVram: 0 }, []]
  it.each([
    ['nothing loaded, a GPU not known of', null, none, 'gpu'],
    ['nothing loaded, without a GPU', false, none, 'cpu'],
    ['in system memory, without a GPU', false, [onCpu], 'cpu'],
    ['in system memory, a GPU not known of', null, [onCpu], 'cpu'],
    ['in system memory beside a GPU', true, [onCpu], 'gpu'],
    ['on a GPU that is not known of', null, [onGpu, onCpu], 'gpu'],
    ['on a GPU where none was typed', false, [onGpu, onCpu], 'gpu'],
  ] as const)('%s', (_, gpu, models, place) => {
    expect(mainPlace(memoryTotals(models), gpu)).toBe(place)
  })

  it('is told with what is there for certain', () => {
    const totals = memoryTotals([onCpu, { size: 7, sizeVram: null }])
    expect(amountIn('cpu', totals)).toEqual({ bytes: 5, exactness: 'at_least' })
    expect(amountIn('gpu', totals)).toEqual({ bytes: 0, exactness: 'unknown' })
    expect(amountIn('cpu', memoryTotals([onCpu]))).toEqual({ bytes: 5, exactness: 'exact' })
  })
})

describe('whether a host has a GPU', () => {
  const gpu = (isIntegrated: boolean) =>
    ({ state: 'read', gpus: [{ isIntegrated }] }) as Parameters<typeof hasGpu>[0] & object
  const typed = (gpus: number[] | null, isUnified = false) => ({
    gpus,
    isUnified,
    ram: 8,
    cacheType: null,
    slots: null,
  })
  it.each([
    ['read', gpu(false), typed([]), true],
    ['one in the processor, which is used or not', gpu(true), null, null],
    ['none read', { state: 'read', gpus: [] }, typed([24]), false],
    ['not read, typed', { state: 'unseen', gpus: [] }, typed([24]), true],
    ['typed as none', null, typed([]), false],
    ['typed as unified', null, typed(null, true), true],
    ['only RAM typed', null, typed(null), null],
    ['nothing known', null, null, null],
  ] as const)('%s', (_, read, memory, expected) => {
    expect(hasGpu(read as Parameters<typeof hasGpu>[0], memory)).toBe(expected)
  })
})
