import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { curveOf, largestContext, mostContext } from './contexts.ts'
import { estimate } from './estimate.ts'
import { memoryParts } from './formula.ts'
import { heldBy, MARGIN } from './placement.ts'
import { defaultContext, GIB, type Machine, type Setting } from './setting.ts'
import { knownModels } from './test-known-models.ts'

const models = fc.constantFrom<MemoryModel>(...Object.values(knownModels))
const device = fc
  .record({
    total: fc.integer({ min: 1, max: 96 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    isUnified: fc.boolean(),
  })
  .map(({ total, share, isUnified }) => ({ total: total * GIB, free: Math.floor(total * GIB * share), isUnified }))
const machines = fc.record<Machine>({
  devices: fc.array(device, { maxLength: 3 }),
  ram: fc.option(fc.integer({ min: 0, max: 256 }).map((gib) => ({ available: gib * GIB, total: 256 * GIB }))),
})
const settings = fc.record({
  context: fc.integer({ min: 1, max: 300_000 }),
  gpuLayers: fc.option(fc.integer({ min: -1, max: 100 }), { nil: undefined }),
  batch: fc.option(fc.integer({ min: 1, max: 4096 }), { nil: undefined }),
  slots: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
  cacheType: fc.constantFrom('f16' as const, 'q8_0' as const, 'q4_0' as const, undefined),
  flashAttention: fc.constantFrom(true, false, undefined),
  version: fc.constantFrom(null, '0.5.12', '0.12.0', '0.30.0', '0.33.0'),
  machine: fc.option(machines),
}) satisfies fc.Arbitrary<Setting>

const plain = knownModels.llama31of8b
const on = (machine: Machine | null, context = 4096): Setting => ({ context, version: '0.33.0', machine })
const gpus = (...gib: number[]): Machine => ({
  devices: gib.map((free) => ({ free: free * GIB, total: free * GIB })),
  ram: { available: 64 * GIB, total: 64 * GIB },
})

describe('an estimate', () => {
  it('has parts that add up, on GPUs and on the CPU', () => {
    fc.assert(
      fc.property(models, settings, (model, setting) => {
        const { parts, total, gpu, cpu, placement } = estimate(model, setting)
        const sum = memoryParts.reduce((sum, part) => sum + parts[part], 0)
        expect(sum).toBe(total)
        expect(gpu + cpu).toBeCloseTo(sum, 0)
        for (const bytes of [...Object.values(parts), gpu, cpu]) expect(bytes).toBeGreaterThanOrEqual(0)
        if (placement) expect(placement.devices.reduce((held, each) => held + heldBy(each), 0)).toBeCloseTo(gpu, 0)
      }),
    )
  })

  it('never puts more on a GPU than it has free', () => {
    fc.assert(
      fc.property(models, settings, machines, (model, setting, machine) => {
        const { placement } = estimate(model, { ...setting, gpuLayers: undefined, machine })
        for (const placed of placement?.devices ?? [])
          expect(heldBy(placed)).toBeLessThanOrEqual(placed.device.free - MARGIN + 1)
      }),
    )
  })

  it('never needs less for more context, with the same batch', () => {
    fc.assert(
      fc.property(models, settings, fc.nat(100_000), fc.nat(4096), (model, setting, more, batch) => {
        const whole = { ...setting, machine: null, batch: batch + 1 }
        const before = estimate(model, whole).total ?? 0
        const after = estimate(model, { ...whole, context: setting.context + more }).total ?? 0
        expect(after).toBeGreaterThanOrEqual(before)
      }),
    )
  })

  it('never needs less for more context with an automatic batch, where what is free is not known', () => {
    fc.assert(
      fc.property(models, settings, fc.nat(100_000), (model, setting, more) => {
        const whole = { ...setting, machine: null, batch: undefined }
        const after = estimate(model, { ...whole, context: setting.context + more }).total ?? 0
        expect(after).toBeGreaterThanOrEqual(estimate(model, whole).total ?? 0)
      }),
    )
  })

  it('is unknown of what is unknown', () => {
    fc.assert(
      fc.property(models, settings, machines, (model, setting, machine) => {
        expect(estimate(model, { ...setting, machine: null })).toMatchObject({ verdict: 'unknown', placement: null })
        const bare = { ...model, kind: 'none' as const, layers: [], file: null }
        expect(estimate(bare, { ...setting, machine })).toMatchObject({
          total: null,
          exactness: { kind: 'unknown' },
          verdict: 'unknown',
        })
      }),
    )
    expect(defaultContext(plain, on(null))).toBeNull()
    expect(largestContext(plain, on(null))).toBeNull()
  })

  it.each([
    ['a large GPU', gpus(24), 4096, 'fits', 33],
    ['a GPU with little to spare', gpus(6.2), 4096, 'tight', 33],
    ['a small GPU', gpus(4), 4096, 'partial', 19],
    ['two small GPUs', gpus(4, 4), 4096, 'tight', 33],
    ['no GPU', gpus(), 4096, 'fits', 0],
  ] as const)('tells on %s', (_, machine, context, verdict, layers) => {
    const { placement, ...rest } = estimate(plain, on(machine, context))
    expect([rest.verdict, placement?.gpuLayers]).toEqual([verdict, layers])
  })

  it('does not fit where system memory is short, or where a fixed number of layers is too many', () => {
    expect(estimate(plain, on({ devices: [], ram: { available: GIB, total: GIB } })).verdict).toBe('none')
    expect(estimate(plain, { ...on(gpus(4)), gpuLayers: 99 }).verdict).toBe('none')
    expect(estimate(plain, { ...on(gpus(4)), gpuLayers: 10 }).verdict).toBe('partial')
  })

  it('puts all but the experts of a mixture on a GPU first', () => {
    const { placement, verdict } = estimate(knownModels.qwen3of30b, on(gpus(8)))
    expect(verdict).toBe('partial')
    expect(placement?.gpuLayers).toBe(placement?.layers)
    expect(placement?.cpuExperts).toBeGreaterThan(8 * GIB)
  })

  it('counts one memory where GPU and computer share it', () => {
    const unified = (gib: number): Machine => ({
      devices: [{ free: gib * GIB, total: gib * GIB, isUnified: true }],
      ram: { available: 6 * GIB, total: 16 * GIB },
    })
    // Of the 12 GiB of the GPU only 6 are free.
    expect(estimate(plain, on(unified(12))).verdict).toBe('tight')
    expect(estimate(plain, on(gpus(12))).verdict).toBe('fits')
    expect(estimate(knownModels.llama31of8bQ8, on(unified(12))).verdict).toBe('none')
  })
})

describe('the largest context', () => {
  it('fits, and one step more does not', () => {
    fc.assert(
      fc.property(models, settings, machines, (model, setting, machine) => {
        const known = { ...setting, gpuLayers: undefined, machine }
        const largest = largestContext(model, known)
        const verdict = (context: number) => estimate(model, { ...known, context }).verdict
        if (largest === null) return
        expect(['fits', 'tight']).toContain(verdict(largest))
        if (largest < mostContext(model)) expect(['fits', 'tight']).not.toContain(verdict(largest + 256))
      }),
    )
  })

  it.each([
    [4, null],
    [8, 20_736],
    [12, 53_248],
    [24, 131_072],
  ])('of Llama 3.1 8B on %i GiB is %s', (gib, expected) => {
    expect(largestContext(plain, on(gpus(gib)))).toBe(expected)
  })

  it('is among the points of the curve, which ends with the trained one', () => {
    const curve = curveOf(plain, on(null))
    expect(curve.at(-1)?.context).toBe(131_072)
    expect(curve.map(({ context }) => context)).toEqual(expect.arrayContaining([4096, 4097, 32_768, 32_769]))
  })
})

describe('a GPU that sleeps', () => {
  const asleep: Machine = { ...gpus(), devices: [{ free: 24 * GIB, total: 24 * GIB, isAsleep: true }] }

  it('is taken as free, and it is said, also of a load that was measured', () => {
    const made = estimate(plain, on(asleep))
    expect(made).toMatchObject({ verdict: 'fits', place: 'gpu' })
    expect(made.assumptions).toContain('asleep')
    const options = { slots: null, cacheType: null, gpuLayers: 'auto', batch: 'auto' } as const
    const load = { ...options, context: 4096, version: '0.33.0', at: 1, size: made.gpu, sizeVram: made.gpu, added: 0 }
    const again = estimate(plain, { ...on(asleep), measured: [load] })
    expect(again.exactness.kind).toBe('measured')
    expect(again.assumptions).toEqual(['asleep'])
    expect(estimate(plain, on(gpus(24))).assumptions).not.toContain('asleep')
  })
})

describe('the context that a server takes by itself', () => {
  it.each([
    ['0.33.0', gpus(48), 131_072],
    ['0.33.0', gpus(12, 12), 32_768],
    ['0.33.0', gpus(8), 4096],
    ['0.33.0', gpus(), 4096],
    ['0.33.0', { devices: [{ free: 20 * GIB, total: 24 * GIB }], ram: null }, 32_768],
    ['0.33.0', { devices: [{ free: 20 * GIB, total: null }], ram: null }, null],
    ['0.33.0', { devices: [{ free: 48 * GIB, total: null }], ram: null }, 131_072],
    ['0.12.0', null, 4096],
    ['0.5.12', null, 2048],
  ] as const)('%s', (version, machine, context) => {
    expect(defaultContext(plain, { version, machine })).toBe(context)
  })

  it('is that of the Modelfile', () => {
    const own = { ...plain, parameters: { ...plain.parameters, context: 8000 } }
    expect(defaultContext(own, on(null))).toBe(8000)
  })
})
