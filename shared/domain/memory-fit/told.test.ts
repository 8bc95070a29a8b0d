import { describe, expect, it } from 'vitest'
import type { MeasuredLoad } from '../../contract/measured.ts'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { MIB, type Setting } from './setting.ts'
import { knownModels } from './test-known-models.ts'
import { listedBy, loadOf } from './test-measured.ts'
import { toldBy } from './told.ts'

const { llama31of8b: llama, qwen3of30b: mixture, qwen35of27b: hybrid, gemma3of4b: gemma, bgeM3, midLlama } = knownModels

const pair = (model: MemoryModel, server: Partial<Setting>, load: Partial<MeasuredLoad> = {}, error = 0) =>
  [4096, 32_768].map((context, at) =>
    loadOf(context, listedBy(model, context, server) * (1 + error * at), { ...load, at }),
  )
const told = (model: MemoryModel, loads: readonly MeasuredLoad[]) => {
  const { cacheType, slots } = toldBy('a:1', model, loads) ?? {}
  return cacheType === undefined ? null : [cacheType, slots]
}

describe('two loads of a model tell of the server', () => {
  it.each([
    [{}, ['f16', 1]],
    [{ cacheType: 'q8_0' }, ['q8_0', 1]],
    [{ cacheType: 'q4_0' }, ['q4_0', 1]],
    [{ slots: 2 }, ['f16', 2]],
    [{ slots: 4 }, ['f16', 4]],
    [{ slots: 8 }, ['f16', 8]],
  ] as const)('%j', (server, expected) => {
    expect(told(llama, pair(llama, server))).toEqual(expected)
    expect(told(mixture, pair(mixture, server))).toEqual(expected)
  })

  it('by which model and contexts', () => {
    expect(toldBy('a:1', llama, pair(llama, {}))).toEqual({
      cacheType: 'f16',
      slots: 1,
      model: 'a:1',
      contexts: [4096, 32_768],
    })
  })

  it('though the sizes are a little off', () => {
    const loads = pair(llama, { cacheType: 'q8_0' }).map((load) => ({
      ...load,
      size: load.size + 90 * MIB,
      sizeVram: load.sizeVram + 90 * MIB,
    }))
    expect(told(llama, loads)).toEqual(['q8_0', 1])
  })

  it('of a real one, that it has an f16 cache', () => {
    const loads = (
      [
        [512, 992.3],
        [8192, 1223.8],
      ] as const
    ).map(([context, mib]) => loadOf(context, mib * MIB, { sizeVram: 0 }))
    expect(told(midLlama, loads)).toEqual(['f16', 1])
  })

  it('the cache alone, of a model that always has one slot', () => {
    expect(told(hybrid, pair(hybrid, { cacheType: 'q8_0' }))).toEqual(['q8_0', null])
  })

  it('the latest, after it was set otherwise', () => {
    const [small, large] = pair(llama, { cacheType: 'q8_0' })
    const loads = [...pair(llama, {}), loadOf(16_384, listedBy(llama, 16_384)), small, large] as MeasuredLoad[]
    expect(told(llama, loads.slice(0, 3))).toEqual(['f16', 1])
    expect(told(llama, loads.slice(0, 4))).toBeNull()
    expect(told(llama, loads)).toEqual(['q8_0', 1])
  })

  it('the rest, where the user has said a part', () => {
    const server = { cacheType: 'q8_0' as const, slots: 4 }
    expect(told(llama, pair(llama, server, { cacheType: 'q8_0' }))).toEqual(['q8_0', 4])
    expect(told(llama, pair(llama, server, { slots: 4 }))).toEqual(['q8_0', 4])
  })
})

describe('nothing is told', () => {
  const two = pair(llama, { cacheType: 'q8_0' })
  it.each([
    ['by one load', llama, two.slice(0, 1)],
    ['by two of one context', llama, [two[0], two[0]]],
    ['by loads with other options', llama, [two[0], { ...two[1], batch: 512 }]],
    ['by loads of two versions', llama, [{ ...two[0], version: '0.32.0' }, two[1]]],
    ['by loads in two places', llama, [two[0], { ...two[1], sizeVram: 0 }]],
    ['by split loads', llama, two.map((load) => ({ ...load, sizeVram: 1e9 }))],
    ['by several slots of a quantized cache', llama, pair(llama, { cacheType: 'q8_0', slots: 2 })],
    ['by a slope that is none', llama, pair(llama, {}, {}, 0.2)],
    ['before 0.30', llama, pair(llama, { version: '0.12.0' }, { version: '0.12.0' })],
    ['by a model with windows', gemma, pair(gemma, { cacheType: 'q8_0' })],
    ['by an encoder', bgeM3, pair(bgeM3, {})],
    ['by an architecture that is not known', { ...llama, kind: 'plain' as const }, two],
    ['by nothing', llama, []],
  ])('%s', (_, model, loads) => {
    expect(told(model, loads as MeasuredLoad[])).toBeNull()
  })
})
