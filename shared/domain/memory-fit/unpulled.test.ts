import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { estimate } from './estimate.ts'
import { published, publishedAs } from './published.ts'
import { GIB, type Machine } from './setting.ts'
import { knownModels } from './test-known-models.ts'
import { estimateUnpulled, type Unpulled } from './unpulled.ts'

type Layer = Unpulled['layers'][number]
const layer = (kind: Layer['kind'], size: number): Layer => ({ kind, size, digest: '', isPresent: null })
const model = { family: 'llama', parameters: '8.0B', fileType: 'Q4_K_M', context: null }
const llama8b: Unpulled = {
  format: 'gguf',
  layers: [layer('weights', 4_920_738_944), layer('license', 12_000), layer('config', 485)],
  model,
}
const gpu = (gib: number): Machine => ({
  devices: [{ free: gib * GIB, total: gib * GIB }],
  ram: { available: 16 * GIB, total: 16 * GIB },
})
const on = (machine: Machine | null) => ({ version: '0.33.0', machine })
const kindsOf = (of: Unpulled, machine: Machine | null = null) => {
  const made = estimateUnpulled(of, on(machine))
  return made && { exactness: made.exactness, verdict: made.verdict, bytes: made.total }
}

describe('the dimensions of a family and a size', () => {
  it.each([
    ['llama', '8.0B', 32],
    ['llama', '8.03B', 32],
    ['llama', '3.2B', 28],
    ['qwen2', '494.03M', 24],
    ['gpt-oss', '20.9B', 24],
    ['gptoss', '20.9B', 24],
  ])('%s %s', (family, parameters, layers) => {
    expect(publishedAs(family, parameters)?.layers).toBe(layers)
  })

  it.each([
    ['a size that nobody listed', 'llama', '8.2B'],
    ['a size that is rounded too much', 'llama', '8B'],
    ['a family that nobody listed', 'newarch', '8.0B'],
    ['no size', 'llama', ''],
    ['no number', 'llama', 'many'],
    ['a mixture named by its experts', 'llama', '8x7B'],
  ])('are not known: %s', (_what, family, parameters) => {
    expect(publishedAs(family, parameters)).toBeNull()
  })

  it('are told apart, however the number of parameters is rounded', () => {
    for (const one of published)
      for (const text of [`${(one.count / 1e9).toFixed(1)}B`, `${(one.count / 1e6).toFixed(2)}M`])
        expect(publishedAs(one.architecture, text)).toBe(one)
  })
})

describe('the estimate before a pull', () => {
  it('is that of the installed model, and says that it is less sure', () => {
    const before = estimateUnpulled(llama8b, on(gpu(12)))
    const after = estimate(knownModels.llama31of8b, { ...on(gpu(12)), context: 4096 })
    expect(Math.abs((before?.total ?? 0) / (after.total ?? 0) - 1)).toBeLessThan(0.01)
    expect(before).toMatchObject({ verdict: 'fits', exactness: { kind: 'estimate', percent: 15 } })
    expect(before?.assumptions).toContain('usualDimensions')
  })

  it('takes the context of its parameters', () => {
    const of = { ...llama8b, model: { ...model, context: 65_536 } }
    expect(estimateUnpulled(of, on(gpu(12)))).toMatchObject({ context: 65_536, verdict: 'partial' })
  })

  it.each<[what: string, of: Unpulled]>([
    ['a family that nobody listed', { ...llama8b, model: { ...model, family: 'newarch' } }],
    ['a config that says nothing', { ...llama8b, model: { family: '', parameters: '', fileType: '', context: null } }],
    ['a file that has no room for such a model', { ...llama8b, layers: [layer('weights', 1e6)] }],
    ['tensors', { ...llama8b, format: 'safetensors', layers: [layer('tensor', 3e9), layer('tensor', 2e9)] }],
  ])('is only the size of the files, as the least: %s', (_what, of) => {
    const made = estimateUnpulled(of, on(gpu(12))) ?? expect.fail()
    expect(made.total).toBe(
      of.layers.reduce((sum, { kind, size }) => sum + (/weights|tensor/.test(kind) ? size : 0), 0),
    )
    expect(made.verdict).toBe('unknown')
    expect(['at_least', 'unknown']).toContain(made.exactness.kind)
  })

  it('says that files are too large, whatever else they need', () => {
    const of = { ...llama8b, layers: [layer('weights', 30e9)], model: { ...model, family: 'newarch' } }
    expect(kindsOf(of, gpu(8))?.verdict).toBe('none')
    expect(kindsOf(of)?.verdict).toBe('unknown')
  })

  it('counts an image encoder, and is then at least', () => {
    const of = { ...llama8b, layers: [...llama8b.layers, layer('projector', 600e6)] }
    expect(kindsOf(of)?.exactness.kind).toBe('at_least')
    expect(kindsOf(of)?.bytes ?? 0).toBeGreaterThan((kindsOf(llama8b)?.bytes ?? 0) + 600e6)
    const inFile = {
      ...llama8b,
      layers: [layer('weights', 3.3e9)],
      model: { ...model, family: 'gemma3', parameters: '4.3B' },
    }
    expect(kindsOf(inFile)?.exactness.kind).toBe('at_least')
  })

  it('is none where nothing is to be loaded', () => {
    expect(estimateUnpulled({ ...llama8b, format: 'cloud', layers: [] }, on(null))).toBeNull()
    expect(estimateUnpulled({ ...llama8b, format: 'other' }, on(null))).toBeNull()
  })

  it('has figures that are sizes and the whole of the files in them, whatever a manifest says', () => {
    const sizes = fc.integer({ min: 0, max: 2 ** 46 })
    const layers = fc.array(fc.tuple(fc.constantFrom('weights', 'projector', 'draft', 'tensor'), sizes), {
      maxLength: 4,
    })
    const dimensions = fc.constantFrom(...published)
    fc.assert(
      fc.property(layers, dimensions, fc.constantFrom(null, gpu(8)), (some, { architecture, count }, machine) => {
        const of: Unpulled = {
          format: 'gguf',
          layers: some.map(([kind, size]) => layer(kind as Layer['kind'], size)),
          model: { ...model, family: architecture, parameters: `${(count / 1e6).toFixed(2)}M` },
        }
        const made = estimateUnpulled(of, on(machine)) ?? expect.fail()
        for (const bytes of [made.total ?? 0, made.gpu, made.cpu, ...Object.values(made.parts)])
          expect(bytes).toBeGreaterThanOrEqual(0)
        const weights = some.reduce((sum, [kind, size]) => sum + (kind === 'weights' ? size : 0), 0)
        // Shares of layers are rounded down.
        expect((made.total ?? 0) + 200).toBeGreaterThanOrEqual(weights)
      }),
    )
  })
})
