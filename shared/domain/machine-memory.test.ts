import { describe, expect, it } from 'vitest'
import type { Gpu, MemoryState } from '../contract/memory.ts'
import { differenceOf, gpuParts, measuredMachine } from './machine-memory.ts'

const GIB = 2 ** 30
const gpu = (figures: Partial<Gpu>): Gpu => ({
  id: 'GPU-1',
  name: null,
  total: 24 * GIB,
  used: 10 * GIB,
  free: 14 * GIB,
  ollama: 8 * GIB,
  busy: null,
  isUnified: false,
  isIntegrated: false,
  isAsleep: false,
  isTotalEstimated: false,
  ...figures,
})
const ram = { available: 20 * GIB, total: 32 * GIB }
const read = (figures: Partial<MemoryState> = {}): MemoryState => ({
  hostId: 'a',
  state: 'read',
  readAt: 1,
  gpus: [gpu({})],
  ram,
  ollama: { gpu: 8 * GIB, ram: GIB, runners: 1 },
  ...figures,
})
const loaded = (gib: number, family = 'llama', hasProjector = false) => ({
  size: gib * GIB,
  sizeVram: gib * GIB,
  family,
  hasProjector,
})
const onCpu = (gib: number, more: Partial<ReturnType<typeof loaded>> = {}) => ({ ...loaded(gib), sizeVram: 0, ...more })

describe('the parts of a GPU', () => {
  it.each<[string, Partial<Gpu>, ReturnType<typeof gpuParts>]>([
    ['others', {}, { ollama: 8 * GIB, other: 2 * GIB, used: 10 * GIB, free: 14 * GIB, total: 24 * GIB }],
    [
      'who holds it is unknown',
      { ollama: null },
      { ollama: null, other: null, used: 10 * GIB, free: 14 * GIB, total: 24 * GIB },
    ],
    [
      'more held than used',
      { ollama: 11 * GIB },
      { ollama: 10 * GIB, other: 0, used: 10 * GIB, free: 14 * GIB, total: 24 * GIB },
    ],
    ['no use', { used: null }, null],
    ['no total', { total: null }, null],
  ])('%s', (_, figures, parts) => expect(gpuParts(gpu(figures))).toEqual(parts))
})

describe('the machine of a reading', () => {
  const asleep = (more: Partial<Gpu> = {}) => gpu({ isAsleep: true, used: null, free: null, ...more })
  const integrated = gpu({ isIntegrated: true, isUnified: true })
  it.each<[string, Partial<MemoryState>, number, number[] | null]>([
    ['one GPU', {}, 0, [14]],
    ['two GPUs', { gpus: [gpu({}), gpu({ free: 3 * GIB })] }, 0, [14, 3]],
    ['no GPU', { gpus: [] }, 0, []],
    ['one that sleeps', { gpus: [asleep()] }, 0, [24]],
    ['one that sleeps, of unknown size', { gpus: [asleep({ total: null })] }, 0, null],
    ['one that sleeps, where the server lists a model on a GPU', { gpus: [asleep()] }, 4, null],
    ['one that sleeps beside one that is awake and has the model', { gpus: [gpu({}), asleep()] }, 4, [14, 24]],
    ['one without figures beside another', { gpus: [gpu({}), gpu({ free: null })] }, 0, null],
    [
      'one that is all of the computer’s memory',
      { gpus: [gpu({ isUnified: true, total: null, free: null })] },
      0,
      [20],
    ],
    ['one in the processor beside a card', { gpus: [gpu({}), integrated] }, 0, [14]],
    ['one in the processor alone, nothing loaded', { gpus: [integrated] }, 0, null],
    ['one in the processor alone, in use', { gpus: [integrated] }, 4, [14]],
    ['elsewhere', { state: 'elsewhere' }, 0, null],
    ['no system memory', { ram: null }, 0, null],
  ])('%s', (_, figures, held, free) => {
    const machine = measuredMachine(read(figures), held > 0 ? [loaded(held)] : [])
    expect(machine?.devices.map((device) => device.free / GIB) ?? null).toEqual(free)
  })
})

describe('what is held and what is reported', () => {
  it.each<
    [string, Partial<MemoryState['ollama'] & object>, Parameters<typeof differenceOf>[1], string | null, string | null]
  >([
    ['the same', { gpu: 8 * GIB }, [loaded(8)], '0.30.1', null],
    ['a fifth of little', { gpu: 1.5 * GIB }, [loaded(1)], '0.30.1', null],
    ['a GiB of much', { gpu: 41.5 * GIB }, [loaded(40)], '0.30.1', null],
    ['not told', { gpu: null }, [loaded(8)], '0.30.1', null],
    [
      'not reported',
      { gpu: 8 * GIB },
      [{ size: null, sizeVram: null, family: '', hasProjector: false }],
      '0.30.1',
      null,
    ],
    ['a runner too many', { gpu: 12 * GIB, runners: 2 }, [loaded(8)], '0.30.1', 'runner'],
    ['a runner and nothing loaded', { gpu: 5 * GIB }, [], '0.30.1', 'runner'],
    ['a model with a window', { gpu: 12 * GIB }, [loaded(8, 'gemma3')], '0.30.1', 'window'],
    ['a model with a window before 0.30', { gpu: 12 * GIB }, [loaded(8, 'gemma3')], '0.12.0', 'buffers'],
    ['a model with an encoder', { gpu: 12 * GIB }, [loaded(8, 'mllama', true)], '0.30.1', 'projector'],
    ['a window and an encoder', { gpu: 12 * GIB }, [loaded(8, 'gemma3', true)], '0.30.1', 'window projector'],
    ['an encoder before 0.30', { gpu: 12 * GIB }, [loaded(8, 'mllama', true)], '0.12.0', 'buffers'],
    ['earlier prompts', { ram: 12 * GIB }, [onCpu(8)], '0.30.1', 'ram promptCache'],
    ['more than a prompt cache', { ram: 17 * GIB }, [onCpu(8)], '0.30.1', 'ram buffers'],
    [
      'an encoder without a GPU',
      { ram: 12 * GIB },
      [onCpu(8, { hasProjector: true })],
      null,
      'ram projector promptCache',
    ],
    ['a runner too many without a GPU', { ram: 12 * GIB, runners: 2 }, [onCpu(8)], '0.30.1', 'ram runner'],
    ['an estimate without a GPU', { ram: 12 * GIB }, [onCpu(8)], '0.12.0', 'ram estimate'],
    ['a mapped file that is not resident', { ram: 2 * GIB }, [onCpu(8)], '0.30.1', null],
    ['system memory beside a GPU', { gpu: 8 * GIB, ram: 30 * GIB }, [loaded(8)], '0.30.1', null],
    ['contexts', { gpu: 3.1 * GIB, runners: 2 }, [loaded(1), loaded(1)], '0.30.1', 'context'],
    ['buffers', { gpu: 12 * GIB }, [loaded(8)], '0.30.1', 'buffers'],
    ['less, before 0.30', { gpu: 4 * GIB }, [loaded(8)], '0.12.0', 'estimate'],
    ['less', { gpu: 4 * GIB }, [loaded(8)], '0.30.1', 'shared'],
  ])('%s', (_, ollama, models, version, cause) => {
    const state = read({ ollama: { gpu: null, ram: null, runners: 1, ...ollama } })
    const found = differenceOf(state, models, version)
    const told = found && [...(found.of === 'ram' ? ['ram'] : []), ...found.causes].join(' ')
    expect(told).toBe(cause)
  })
})
