import type { MemoryModel } from '../../contract/memory-model.ts'
import { buffersOf, type Buffers } from './buffers.ts'
import { heldBy, place, type Placement } from './placement.ts'
import { isEstimating, predictionOf, type Machine, type Setting } from './setting.ts'

/** Parts of the memory. `output` is the output of every slot, always on the CPU. */
export const memoryParts = [
  'weightsGpu',
  'weightsCpu',
  'cacheFull',
  'cacheSliding',
  'state',
  'compute',
  'projector',
  'output',
] as const
export type MemoryPart = (typeof memoryParts)[number]

/** What a model needs by the formula, in bytes; the parts add up to `gpu` and `cpu`. */
export interface Needed {
  batch: number
  parts: Readonly<Record<MemoryPart, number>>
  gpu: number
  cpu: number
  placement: Placement
  /** `gpu`: all layers, with all experts. */
  place: 'gpu' | 'cpu' | 'split'
}

/** By how many bytes the buffers in one place are larger than by the formula, as loads have shown. */
export interface Correction {
  on: 'gpu' | 'cpu'
  bytes: number
}

/** A GPU that holds every model, to estimate what one needs wholly on a GPU. */
export const boundless: Machine = { devices: [{ free: Infinity, total: Infinity }], ram: null }
export const withoutGpu: Machine = { devices: [], ram: null }

/** Whether only the files of a model are known, or its cache grows while it is used. */
export function isBare({ kind }: MemoryModel): boolean {
  return kind === 'none' || kind === 'mlx'
}

export function neededOn(
  machine: Machine,
  model: MemoryModel,
  setting: Setting,
  correction: Correction = { on: 'gpu', bytes: 0 },
): Needed {
  const given = buffersOf(model, setting)
  const gpuLayers = setting.gpuLayers ?? model.parameters.gpuLayers
  const placed = (buffers: Buffers) => place(model, buffers, machine, predictionOf(model, setting), gpuLayers)
  const first = placed(given)
  const { bytes } = correction
  const buffers = bytes === 0 ? given : corrected(given, correction, Math.max(1, first.devices.length))
  const placement = bytes === 0 ? first : placed(buffers)
  const { gpuLayers: onGpu, layers, cpuExperts } = placement
  if (isBare(model)) {
    const none = Object.fromEntries(memoryParts.map((part) => [part, 0])) as Record<MemoryPart, number>
    const file = model.file ?? 0
    return { batch: buffers.batch, parts: { ...none, weightsGpu: file }, gpu: file, cpu: 0, placement, place: 'gpu' }
  }
  const sum = (of: (held: Placement['devices'][number]) => number) =>
    placement.devices.reduce((all, held) => all + of(held), 0)
  const cached = (sliding: boolean) =>
    buffers.layers.reduce((all, { cache, isSliding }) => all + (isSliding === sliding ? cache : 0), 0)
  const parts = {
    weightsGpu: sum((one) => one.weights),
    weightsCpu: placement.cpuWeights,
    cacheFull: cached(false),
    cacheSliding: cached(true),
    state: buffers.layers.reduce((all, { state }) => all + state, 0),
    compute: sum((one) => one.compute) + placement.cpuCompute,
    projector: buffers.projector,
    output: buffers.output,
  }
  const gpu = sum(heldBy)
  return {
    batch: buffers.batch,
    parts,
    gpu,
    cpu: totalOf(parts) - gpu,
    placement,
    place: onGpu === 0 ? 'cpu' : onGpu === layers && cpuExperts === 0 ? 'gpu' : 'split',
  }
}

export function totalOf(parts: Needed['parts']): number {
  return memoryParts.reduce((sum, part) => sum + parts[part], 0)
}

/** The buffers of the computation take the difference; what they cannot give comes from the caches. */
function corrected(buffers: Buffers, { on, bytes }: Correction, devices: number): Buffers {
  const key = on === 'gpu' ? 'gpu' : 'alone'
  const next = buffers.compute[key] + bytes / devices
  const compute = { ...buffers.compute, [key]: Math.max(0, next) }
  const caches = buffers.layers.reduce((sum, { cache }) => sum + cache, 0)
  if (next >= 0 || caches === 0) return { ...buffers, compute }
  const share = Math.max(0, 1 + (next * devices) / caches)
  return { ...buffers, compute, layers: buffers.layers.map((layer) => ({ ...layer, cache: layer.cache * share })) }
}

/** `size` and `size_vram` in `ps` for what is needed, as a server without the known faults says them. */
export function listedOf(needed: Needed, version: string | null): { size: number; sizeVram: number } {
  const { gpu, cpu, placement, place, parts } = needed
  const isOld = isEstimating(version)
  const encoder = isOld ? 0 : placement.devices.reduce((sum, { projector }) => sum + projector, 0)
  if (place !== 'gpu') return { size: gpu + cpu - (isOld ? 0 : parts.projector), sizeVram: gpu - encoder }
  // The part on the CPU is dropped once all layers are on GPUs, and was counted as if it were there before 0.30.
  const size = isOld ? gpu + cpu : gpu - encoder
  return { size, sizeVram: size }
}

/** The cache of the layers without a window, in bytes. */
export function fullCacheOf(model: MemoryModel, setting: Setting): number {
  return buffersOf(model, setting).layers.reduce((sum, { cache, isSliding }) => sum + (isSliding ? 0 : cache), 0)
}
