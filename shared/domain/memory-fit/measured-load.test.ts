import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { fullCacheOf } from './formula.ts'
import { measuredLoadOf, type LoadKey } from './measured-load.ts'
import { GIB, type Setting } from './setting.ts'
import { knownModels } from './test-known-models.ts'
import { listedBy, VERSION } from './test-measured.ts'

const { llama31of8b: llama, gemma3of4b: gemma, bgeM3 } = knownModels

const keyOf = (version: string): LoadKey => ({
  context: 65_536,
  slots: null,
  cacheType: null,
  gpuLayers: 'auto',
  batch: 'auto',
  version,
  at: 7,
})
const settingOf = (version: string): Setting => ({ context: 65_536, version, machine: null })
const read = (model: MemoryModel, size: number | null, sizeVram: number | null, version = VERSION) =>
  measuredLoadOf({ size, sizeVram }, model, keyOf(version), settingOf(version))

const size = listedBy(llama, 65_536)

describe('a row of ps', () => {
  it('is kept as it is where nothing is known to be wrong', () => {
    const expected = { ...keyOf(VERSION), size, sizeVram: size, added: 0 }
    expect(read(llama, size, size)).toEqual(expected)
    expect(read(llama, size, 0)).toEqual({ ...expected, sizeVram: 0 })
    expect(read(llama, size, 3 * GIB)).toEqual({ ...expected, sizeVram: 3 * GIB })
  })

  it.each([
    ['no size', llama, null, 5, VERSION],
    ['a size of 0', llama, 0, 0, VERSION],
    ['no part on GPUs', llama, size, null, VERSION],
    ['more on GPUs than in all', llama, size, size + 1, VERSION],
    ['the size of the file', llama, llama.file, llama.file, VERSION],
    ['the size of the file, but for its texts', llama, (llama.file ?? 0) - 12_000, 0, VERSION],
    ['less than its weights', llama, 4.2e9, 4.2e9, VERSION],
    ['a model that was mapped and split before 0.30.9', llama, size, 3 * GIB, '0.30.8'],
    ['a model that predicts ahead', { ...llama, predictsAhead: true }, size, size, VERSION],
    ['a safetensors model', { ...llama, kind: 'mlx' as const }, size, size, VERSION],
    ['a windowed model that is split', gemma, 6 * GIB, 3 * GIB, VERSION],
  ])('with %s is not kept', (_, model, bytes, vram, version) => {
    expect(read(model, bytes, vram, version)).toBeNull()
  })

  it.each(['0.12.0', '0.30.9', VERSION])('of a split model is kept as of %s', (version) => {
    expect(read(llama, size, 3 * GIB, version)).not.toBeNull()
  })

  it('of a model without tensors is kept', () => {
    expect(read({ ...llama, kind: 'none', layers: [] }, size, size)).not.toBeNull()
  })

  it('of an encoder is kept', () => {
    const bytes = listedBy(bgeM3, 65_536)
    expect(read(bgeM3, bytes, bytes)).toMatchObject({ size: bytes, added: 0 })
  })
})

describe('a row of a model with windows', () => {
  const whole = listedBy(gemma, 65_536)
  const added = fullCacheOf(gemma, settingOf(VERSION))

  it('gets the cache of the layers without a window, which ps leaves out', () => {
    expect(read(gemma, whole - added, whole - added)).toMatchObject({ size: whole, sizeVram: whole, added })
    const onCpu = listedBy(gemma, 65_536, {}, 'cpu')
    expect(read(gemma, onCpu - added, 0)).toMatchObject({ size: onCpu, sizeVram: 0, added })
  })

  it('stays as it is where ps says both', () => {
    expect(read(gemma, whole, whole)).toMatchObject({ size: whole, added: 0 })
    expect(read(gemma, whole * 1.01, whole * 1.01)).toMatchObject({ added: 0 })
  })

  it('stays as it is before 0.30', () => {
    const older = listedBy(gemma, 65_536, { version: '0.12.0' })
    expect(read(gemma, older, older, '0.12.0')).toMatchObject({ size: older, added: 0 })
  })
})

it('whatever a row holds, what is kept is a size and a part of it', () => {
  const figure = fc.oneof(fc.constant(null), fc.double(), fc.integer())
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(knownModels)), figure, figure, (model, size, vram) => {
      const load = read(model, size, vram)
      if (load === null) return
      expect(load.size).toBeGreaterThan(0)
      expect(load.sizeVram).toBeLessThanOrEqual(load.size)
      expect(load.sizeVram).toBeGreaterThanOrEqual(0)
    }),
  )
})
