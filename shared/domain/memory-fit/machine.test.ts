import { describe, expect, it } from 'vitest'
import type { HostMemory } from '../../contract/hosts.ts'
import { estimate } from './estimate.ts'
import { isNear, machineWithout, typedMachine } from './machine.ts'
import { GIB, MIB, type Machine } from './setting.ts'
import { knownModels } from './test-known-models.ts'

const typed = (more: Partial<HostMemory> = {}): HostMemory => ({
  gpus: null,
  isUnified: false,
  ram: null,
  cacheType: null,
  slots: null,
  ...more,
})
const model = (gpu: number, cpu = 0) => ({ size: (gpu + cpu) * GIB, sizeVram: gpu * GIB })
/** Free GiB of each GPU and of RAM. */
const freeOf = (machine: Machine | null) =>
  machine && [...machine.devices.map(({ free }) => free / GIB), (machine.ram?.available ?? 0) / GIB]

describe('the machine of a host with typed memory', () => {
  it.each([
    ['one GPU, nothing loaded', typed({ gpus: [24], ram: 64 }), [], [24, 64]],
    ['no GPU', typed({ gpus: [], ram: 32 }), [model(0, 8)], [24]],
    ['a model on a GPU and the CPU', typed({ gpus: [24], ram: 64 }), [model(20, 4)], [4, 60]],
    ['a model on the GPU that has room', typed({ gpus: [12, 24] }), [model(15)], [12, 9, 0]],
    ['a second one on the other', typed({ gpus: [24, 24] }), [model(6), model(15)], [9, 18, 0]],
    ['a model on both', typed({ gpus: [24, 12] }), [model(30)], [4, 2, 0]],
    ['a model larger than what was typed', typed({ gpus: [8], ram: 4 }), [model(10, 6)], [0, 0]],
    ['unified memory', typed({ gpus: [20], isUnified: true, ram: 32 }), [model(8, 1)], [12, 23]],
    ['unified memory whose part for GPUs is not said', typed({ isUnified: true, ram: 32 }), [], [24, 32]],
  ] as const)('%s', (_what, memory, loaded, free) => {
    expect(freeOf(typedMachine(memory, loaded))).toEqual(free)
  })

  it.each([
    ['nothing is typed', null, []],
    ['only RAM is typed', typed({ ram: 64 }), []],
    ['shared memory of unknown size is typed', typed({ isUnified: true }), []],
    ['what is loaded is not known', typed({ gpus: [24] }), null],
    ['the memory of a model is not known', typed({ gpus: [24] }), [model(4), { size: null, sizeVram: null }]],
    ['the place of a model is not known', typed({ gpus: [24] }), [{ size: 4 * GIB, sizeVram: null }]],
  ] as const)('is not known if %s', (_what, memory, loaded) => {
    expect(typedMachine(memory, loaded)).toBeNull()
  })
})

describe('the machine without a model', () => {
  it.each([
    ['on one GPU', typed({ gpus: [24], ram: 64 }), [], model(20, 4)],
    ['beside another', typed({ gpus: [24, 24], ram: 64 }), [model(18)], model(6)],
    ['on two GPUs', typed({ gpus: [24, 12], ram: 64 }), [], model(30, 2)],
    ['in unified memory', typed({ isUnified: true, ram: 32 }), [model(2)], model(8, 1)],
  ] as const)('is as before it was loaded: %s', (_what, memory, others, one) => {
    const machine = typedMachine(memory, [...others, one])
    const before = typedMachine(memory, others)
    expect(machine && freeOf(machineWithout(machine, one))).toEqual(freeOf(before))
  })

  it('never has more free than there is', () => {
    const machine: Machine = { devices: [{ free: 20 * GIB, total: 24 * GIB }], ram: { available: 1, total: GIB } }
    expect(freeOf(machineWithout(machine, model(23, 3)))).toEqual([24, 1])
  })

  it('holds a model that fits, also while it is loaded', () => {
    const llama = knownModels.llama31of8b
    const verdictOn = (machine: Machine | null) =>
      estimate(llama, { context: 4096, version: '0.33.0', machine }).verdict
    const held = estimate(llama, { context: 4096, version: '0.33.0', machine: null })
    const loaded = { size: held.gpu + held.cpu, sizeVram: held.gpu }
    const machine = typedMachine(typed({ gpus: [8], ram: 16 }), [loaded])
    expect(verdictOn(machine)).toBe('partial')
    expect(verdictOn(machine && machineWithout(machine, loaded))).toBe('fits')
  })
})

describe('two readings of a machine', () => {
  const machine = (free: number | null, ram: number | null, isAsleep = false): Machine => ({
    devices: free === null ? [] : [{ free: free * MIB, total: 24 * GIB, isAsleep }],
    ram: ram === null ? null : { available: ram * MIB, total: 64 * GIB },
  })
  it.each([
    ['a little less on the GPU', machine(20_000, 9_000), machine(19_800, 9_000), true],
    ['less on the GPU', machine(20_000, 9_000), machine(19_700, 9_000), false],
    ['less of the memory that models without a GPU need', machine(null, 9_000), machine(null, 8_700), false],
    ['less system memory beside a GPU', machine(20_000, 9_000), machine(20_000, 8_100), true],
    ['much less system memory beside a GPU', machine(20_000, 9_000), machine(20_000, 7_900), false],
    ['a GPU less', machine(20_000, 9_000), machine(null, 9_000), false],
    ['a GPU that fell asleep', machine(24_576, 9_000), machine(24_576, 9_000, true), false],
    ['system memory that is not told any more', machine(20_000, 100), machine(20_000, null), false],
    ['none any more', machine(20_000, 9_000), null, false],
    ['none', null, null, true],
  ])('%s', (_, before, now, isSame) => {
    expect(isNear(before, now)).toBe(isSame)
  })
})
