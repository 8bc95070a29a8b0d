import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MeasuredLoad } from '../../contract/measured.ts'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { estimate } from './estimate.ts'
import { memoryParts } from './formula.ts'
import { GIB, MIB, type Machine, type Setting } from './setting.ts'
import { knownModels } from './test-known-models.ts'
import { listedBy, loadOf, VERSION } from './test-measured.ts'

const { midLlama, llama31of8b: llama, gemma3of4b: gemma } = knownModels
const GB = 1e9
const on = (measured: readonly MeasuredLoad[], context: number, more: Partial<Setting> = {}): Setting => ({
  context,
  version: VERSION,
  machine: null,
  measured,
  ...more,
})
const gpu = (gib: number): Machine => ({
  devices: [{ free: gib * GIB, total: gib * GIB }],
  ram: { available: 64 * GIB, total: 64 * GIB },
})

describe('the same load', () => {
  it('is measured, with its bytes', () => {
    const made = estimate(llama, on([loadOf(4096, 5.5 * GB)], 4096))
    expect(made).toMatchObject({ exactness: { kind: 'measured' }, contexts: 1, assumptions: [] })
    expect(made.gpu).toBeCloseTo(5.5 * GB, 0)
  })

  it.each([
    ['slots', { slots: 4 }, {}],
    ['slots that are known now', {}, { slots: 4 }],
    ['a cache', { cacheType: 'q8_0' }, {}],
    ['a cache that is known now', {}, { cacheType: 'q8_0' }],
    ['layers', { gpuLayers: 40 }, {}],
    ['a batch', { batch: 256 }, {}],
    ['a batch that is wanted now', {}, { batch: 256 }],
    ['a version', { version: '0.32.0' }, {}],
    ['a version that is not known now', {}, { version: null }],
  ] as const)('is not one with other %s', (_, load, asked) => {
    const setting = on([loadOf(4096, 5.5 * GB, load)], 4096, asked)
    expect(estimate(llama, setting)).toEqual(estimate(llama, { ...setting, measured: [] }))
  })

  it.each([
    ['slots', { slots: 4 }],
    ['a cache', { cacheType: 'q8_0' }],
    ['layers', { gpuLayers: 99 }],
    ['a batch', { batch: 256 }],
  ] as const)('has the same %s', (_, key) => {
    expect(estimate(llama, on([loadOf(4096, 9 * GB, key)], 4096, key)).exactness.kind).toBe('measured')
  })

  it('of another program is taken for one without options, which is said', () => {
    const unknown = loadOf(4096, 5.5 * GB, { gpuLayers: null, batch: null })
    expect(estimate(llama, on([unknown], 4096))).toMatchObject({
      exactness: { kind: 'measured' },
      assumptions: ['usualOptions'],
    })
    expect(estimate(llama, on([unknown], 4096, { batch: 256 })).exactness.kind).toBe('estimate')
    const own = loadOf(4096, 5.6 * GB)
    expect(estimate(llama, on([own, unknown], 4096)).gpu).toBeCloseTo(5.6 * GB, 0)
  })

  it('is the last one', () => {
    expect(estimate(llama, on([loadOf(4096, 5 * GB), loadOf(4096, 6 * GB)], 4096)).gpu).toBeCloseTo(6 * GB, 0)
  })

  it('on the CPU says so where the memory of the computer is not known', () => {
    const made = estimate(midLlama, on([loadOf(4096, 1079.8 * MIB, { sizeVram: 0 })], 4096))
    expect(made.gpu).toBe(0)
    expect(made.cpu / MIB).toBeCloseTo(1079.8, 3)
    expect(made.exactness.kind).toBe('measured')
  })

  it('that was split is taken as it was where free memory is not known, and else for nothing', () => {
    const split = loadOf(4096, 6 * GB, { sizeVram: 3 * GB })
    expect(estimate(llama, on([split], 4096))).toMatchObject({
      gpu: 3 * GB,
      cpu: 3 * GB,
      exactness: { kind: 'measured' },
    })
    expect(estimate(llama, on([split], 4096, { machine: gpu(24) })).exactness.kind).toBe('estimate')
  })

  it('decides whether it fits', () => {
    const free = gpu(6.5)
    expect(estimate(llama, on([], 4096, { machine: free })).verdict).toBe('fits')
    expect(estimate(llama, on([loadOf(4096, 5.3 * GIB)], 4096, { machine: free }))).toMatchObject({
      verdict: 'tight',
      exactness: { kind: 'measured' },
    })
    // More than fits by this measure would be split, which was not seen.
    expect(estimate(llama, on([loadOf(4096, 6 * GIB)], 4096, { machine: free }))).toMatchObject({
      verdict: 'partial',
      exactness: { kind: 'estimate' },
    })
  })

  it('of a model without tensors is known, and nothing else of it', () => {
    const bare = { ...llama, kind: 'none' as const, layers: [] }
    const loads = [loadOf(4096, 6 * GB)]
    expect(estimate(bare, on(loads, 4096))).toMatchObject({ total: 6 * GB, exactness: { kind: 'measured' } })
    expect(estimate(bare, on(loads, 8192)).exactness.kind).toBe('unknown')
  })

  it('of a model with an encoder is without it, so "at least"', () => {
    const made = estimate({ ...gemma, projector: GIB }, on([loadOf(4096, 5 * GB)], 4096))
    expect(made.exactness.kind).toBe('at_least')
    expect(made.gpu).toBeCloseTo(5 * GB + 2 * GIB, -1)
  })
})

describe('another context', () => {
  const cpu = (context: number, mib: number) => loadOf(context, mib * MIB, { sizeVram: 0 })
  const predicted = (loads: readonly MeasuredLoad[], context: number) => {
    const { cpu, exactness, contexts } = estimate(midLlama, on(loads, context))
    return { mib: cpu / MIB, exactness, contexts }
  }

  it.each([
    [512, [cpu(2048, 1029.8)], 992.3],
    [4096, [cpu(512, 992.3), cpu(2048, 1029.8)], 1079.8],
    [2048, [cpu(512, 992.3), cpu(4096, 1079.8)], 1029.8],
  ] as const)('%i is that of a real server', (context, loads, mib) => {
    expect(Math.abs(predicted(loads, context).mib - mib)).toBeLessThan(1)
  })

  it('follows one load by its difference to the formula', () => {
    const formula = (context: number) => estimate(llama, on([], context)).gpu
    const made = estimate(llama, on([loadOf(1024, formula(1024) + 300 * MIB)], 4096))
    expect(made.gpu).toBeCloseTo(formula(4096) + 300 * MIB, 0)
    expect(made).toMatchObject({ exactness: { kind: 'estimate', percent: 5 }, contexts: 1 })
  })

  it('follows two loads by the slope between them', () => {
    const [least, most] = [4.9 * GB, 5.1 * GB]
    const made = estimate(llama, on([loadOf(1024, least), loadOf(2048, most)], 4096))
    // Twice as far beyond the second as it is from the first, whatever the formula says.
    expect(made.gpu / (most + 2 * (most - least))).toBeCloseTo(1, 2)
    expect(made).toMatchObject({ exactness: { kind: 'estimate', percent: 2 }, contexts: 2 })
  })

  it('with another batch follows the formula alone', () => {
    expect(estimate(llama, on([loadOf(4096, 9 * GB)], 8192))).toEqual({
      ...estimate(llama, on([], 8192)),
    })
  })

  it('does not follow two loads of which the larger took less', () => {
    const made = estimate(llama, on([loadOf(1024, 6 * GB), loadOf(4096, 5 * GB)], 2048))
    expect(made.gpu).toBeGreaterThan(5 * GB)
  })

  it('of a windowed model has the cache that was left out, of the type that is told', () => {
    const full = (cacheType: 'f16' | 'q8_0') => estimate(gemma, on([], 4096, { cacheType })).parts.cacheFull
    const added = full('f16')
    const load = loadOf(4096, 4 * GB + added, { added })
    const told = { cacheType: 'q8_0' as const, slots: 1, model: 'a:1', contexts: [1, 2] as [number, number] }
    expect(estimate(gemma, on([load], 4096)).gpu).toBeCloseTo(4 * GB + added, 0)
    expect(estimate(gemma, on([load], 4096, { told })).gpu).toBeCloseTo(4 * GB + full('q8_0'), 0)
  })
})

describe('what is told of a host', () => {
  const told = { cacheType: 'q8_0' as const, slots: null, model: 'a:1', contexts: [1, 2] as [number, number] }
  const q8 = estimate(llama, on([], 32_768, { cacheType: 'q8_0' })).gpu

  it('counts as if the user had said it, and is not taken for granted', () => {
    const made = estimate(llama, on([], 32_768, { told }))
    expect(made.gpu).toBe(q8)
    expect(made.assumptions).toContain('slots')
    expect(made.assumptions).not.toContain('cacheF16')
  })

  it('does not count against what the user says', () => {
    const said = on([], 32_768, { cacheType: 'q4_0' })
    expect(estimate(llama, { ...said, told })).toEqual(estimate(llama, said))
  })

  it('leaves the key of loads as it is', () => {
    const load = loadOf(32_768, listedBy(llama, 32_768, { cacheType: 'q8_0' }))
    expect(estimate(llama, on([load], 32_768, { told })).exactness.kind).toBe('measured')
  })
})

describe('whatever was measured', () => {
  const models = fc.constantFrom<MemoryModel>(...Object.values(knownModels))
  const bytes = fc.integer({ min: 1, max: 200 * GB })
  const loads = fc.array(
    fc
      .record({
        context: fc.constantFrom(512, 2048, 4096, 4097, 8192, 32_768, 131_072),
        size: bytes,
        share: fc.constantFrom(0, 0.5, 1),
        gpuLayers: fc.constantFrom(null, 'auto' as const, 0, 10),
        batch: fc.constantFrom(null, 'auto' as const, 512),
        slots: fc.constantFrom(null, 1, 4),
        cacheType: fc.constantFrom(null, 'q8_0' as const),
        added: fc.constantFrom(0, 1e6),
      })
      .map(({ context, share, ...more }) =>
        loadOf(context, more.size, { ...more, sizeVram: Math.floor(more.size * share) }),
      ),
    { maxLength: 6 },
  )
  const asked = fc.record({
    context: fc.constantFrom(1, 2048, 4096, 16_384, 131_072),
    gpuLayers: fc.constantFrom(undefined, 0, 10),
    slots: fc.constantFrom(undefined, 1),
    cacheType: fc.constantFrom(undefined, 'q8_0' as const),
    machine: fc.constantFrom(null, gpu(8), gpu(80), { devices: [], ram: null }),
  })

  it('the parts add up, nothing is less than nothing, and a GPU never holds more than it has', () => {
    fc.assert(
      fc.property(models, loads, asked, (model, measured, { machine, ...more }) => {
        const made = estimate(model, { ...more, machine, version: VERSION, measured })
        const sum = memoryParts.reduce((all, part) => all + made.parts[part], 0)
        expect(Math.abs(sum - (made.total ?? 0))).toBeLessThan(1)
        expect(Math.abs(made.gpu + made.cpu - sum)).toBeLessThan(1)
        for (const figure of [...Object.values(made.parts), made.gpu, made.cpu]) {
          expect(Number.isFinite(figure)).toBe(true)
          expect(figure).toBeGreaterThanOrEqual(-1)
        }
        const free = machine?.devices.reduce((all, device) => all + device.free, 0)
        if (free !== undefined && more.gpuLayers === undefined) expect(made.gpu).toBeLessThanOrEqual(free)
      }),
    )
  })

  it('what was measured is not changed', () => {
    fc.assert(
      fc.property(models, loads, asked, (model, measured, more) => {
        const before = measured.map((load) => ({ ...load }))
        estimate(model, { ...more, version: VERSION, measured })
        expect(measured).toEqual(before)
      }),
    )
  })

  it('loads as large as the formula says change no figure', () => {
    fc.assert(
      fc.property(fc.constantFrom<MemoryModel>(llama, midLlama), asked, (model, { gpuLayers: _, ...more }) => {
        const { slots = null, cacheType = null } = more
        const measured = [512, 4096, 16_384].map((context) =>
          loadOf(context, listedBy(model, context, more), { slots, cacheType }),
        )
        const setting = { ...more, version: VERSION }
        const [by, formula] = [estimate(model, { ...setting, measured }), estimate(model, setting)]
        expect(Math.abs(by.gpu - formula.gpu)).toBeLessThan(1)
        expect(by.verdict).toBe(formula.verdict)
      }),
    )
  })
})
