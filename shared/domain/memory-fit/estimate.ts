import type { MemoryModel } from '../../contract/memory-model.ts'
import { buffersOf } from './buffers.ts'
import { heldBy, MARGIN, place, type Placement } from './placement.ts'
import { contextOf, GIB, isEstimating, predictionOf, type Machine, type Setting } from './setting.ts'

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

/** `tight`: it fits wholly on the GPU, with less than half a GiB to spare. `partial`: a part is on the CPU. */
export type Verdict = 'fits' | 'tight' | 'partial' | 'none' | 'unknown'

export type Exactness = { kind: 'estimate'; percent: number } | { kind: 'at_least' } | { kind: 'unknown' }

/** What an estimate takes for granted, see the texts under `memory.assumption`. */
export type Assumption =
  | 'slots'
  | 'cacheF16'
  | 'flashAttention'
  | 'quantizedNeedsFlash'
  | 'version'
  | 'olderVersion'
  | 'unlisted'
  | 'windowUnknown'
  | 'grows'
  | 'projector'
  | 'predictsAhead'
  | 'unknownTensors'
  | 'noTensors'
  | 'cacheUnknown'
  | 'wholeGpu'

export interface Estimate {
  /** Tokens of one slot, as the server makes them of the wish. */
  context: number
  batch: number
  parts: Readonly<Record<MemoryPart, number>>
  /** Bytes in all, on GPUs and on the CPU; the parts add up to it. `null` if nothing is known. */
  total: number | null
  gpu: number
  cpu: number
  exactness: Exactness
  assumptions: readonly Assumption[]
  verdict: Verdict
  /** Where the layers are; `null` if the memory of the computer is not known. */
  placement: Placement | null
}

/** A GPU that holds every model, to estimate what one needs wholly on a GPU. */
const boundless: Machine = { devices: [{ free: Infinity, total: Infinity }], ram: null }

/** What a model needs and where the server puts it. It never says that a model must not be loaded. */
export function estimate(model: MemoryModel, setting: Setting): Estimate {
  const exactness = exactnessOf(model, setting)
  const buffers = buffersOf(model, setting)
  const gpuLayers = setting.gpuLayers ?? model.parameters.gpuLayers
  const { machine } = setting
  const isBare = model.kind === 'none' || model.kind === 'mlx'
  const placement = place(model, buffers, machine ?? boundless, predictionOf(model, setting), gpuLayers)
  const sum = (of: (placed: Placement['devices'][number]) => number) =>
    placement.devices.reduce((sum, placed) => sum + of(placed), 0)
  const cached = (sliding: boolean) =>
    buffers.layers.reduce((sum, { cache, isSliding }) => sum + (isSliding === sliding ? cache : 0), 0)
  const weights = isBare
    ? { gpu: model.file ?? 0, cpu: 0 }
    : { gpu: sum((one) => one.weights), cpu: placement.cpuWeights }
  const parts = {
    weightsGpu: weights.gpu,
    weightsCpu: weights.cpu,
    cacheFull: isBare ? 0 : cached(false),
    cacheSliding: isBare ? 0 : cached(true),
    state: isBare ? 0 : buffers.layers.reduce((sum, { state }) => sum + state, 0),
    compute: isBare ? 0 : sum((one) => one.compute) + placement.cpuCompute,
    projector: isBare ? 0 : buffers.projector,
    output: isBare ? 0 : buffers.output,
  }
  const total = memoryParts.reduce((sum, part) => sum + parts[part], 0)
  const gpu = isBare ? total : sum(heldBy)
  const known = machine !== null && !isBare
  const figures = { gpu, cpu: isBare ? 0 : total - gpu, placement: known ? placement : null }
  return {
    context: contextOf(model, setting.context),
    batch: buffers.batch,
    parts,
    total: exactness.kind === 'unknown' && model.file === null ? null : total,
    ...figures,
    exactness,
    assumptions: assumptionsOf(model, setting),
    verdict: verdictOf(model, exactness, machine, figures),
  }
}

function verdictOf(
  model: MemoryModel,
  exactness: Exactness,
  machine: Machine | null,
  { gpu, cpu, placement }: Pick<Estimate, 'gpu' | 'cpu' | 'placement'>,
): Verdict {
  if (machine === null || placement === null || exactness.kind === 'unknown') return 'unknown'
  const verdict = placedVerdict(machine, { gpu, cpu, placement })
  const isLowerBound = model.kind === 'other' || model.unknownTensors > 0 || lacksCache(model)
  // That what is known fits does not show that all of it does.
  return isLowerBound && (verdict === 'fits' || verdict === 'tight') ? 'unknown' : verdict
}

function placedVerdict(
  { devices, ram }: Machine,
  { gpu, cpu, placement }: { gpu: number; cpu: number; placement: Placement },
): Verdict {
  const isUnified = devices.some(({ isUnified }) => isUnified)
  const left = ram === null ? null : ram.available - cpu - (isUnified ? gpu : 0)
  if (devices.length === 0) return left === null ? 'unknown' : left < 0 ? 'none' : left < GIB / 2 ? 'tight' : 'fits'
  const spare = placement.devices.reduce(
    (least, placed) => Math.min(least, placed.device.free - heldBy(placed)),
    Infinity,
  )
  // A fixed number of layers is put on the GPU whether or not it has the memory.
  if (spare < 0 || (left !== null && left < 0)) return 'none'
  if (placement.gpuLayers < placement.layers || placement.cpuExperts > 0) return 'partial'
  return spare < MARGIN + GIB / 2 ? 'tight' : 'fits'
}

const lacksCache = ({ layers }: MemoryModel) => layers.some(({ cache }) => cache === null)

function exactnessOf(model: MemoryModel, { version, flashAttention }: Setting): Exactness {
  if (model.kind === 'none') return { kind: 'unknown' }
  const isLeast =
    model.kind !== 'listed' ||
    model.projector !== 0 ||
    model.predictsAhead ||
    model.unknownTensors > 0 ||
    lacksCache(model) ||
    model.width === null
  if (isLeast) return { kind: 'at_least' }
  const isRough =
    version === null || isEstimating(version) || model.isMla || model.isRecurrent || flashAttention === false
  return { kind: 'estimate', percent: isRough ? 15 : 5 }
}

function assumptionsOf(model: MemoryModel, setting: Setting): Assumption[] {
  const { slots, cacheType, flashAttention, version, machine } = setting
  const isBare = model.kind === 'none' || model.kind === 'mlx'
  const all: [Assumption, boolean][] = [
    ['noTensors', model.kind === 'none'],
    ['grows', model.kind === 'mlx'],
    ['windowUnknown', model.kind === 'other'],
    ['unlisted', model.kind === 'plain'],
    ['unknownTensors', model.unknownTensors > 0],
    ['cacheUnknown', !isBare && (lacksCache(model) || model.width === null)],
    ['projector', !isBare && model.projector !== 0],
    ['predictsAhead', model.predictsAhead],
    ['wholeGpu', !isBare && machine === null],
    ['slots', !isBare && slots === undefined && !model.hasOneSlot],
    ['cacheF16', !isBare && cacheType === undefined && !model.isEncoder],
    ['flashAttention', !isBare && flashAttention === undefined],
    ['quantizedNeedsFlash', flashAttention === false && cacheType !== undefined && cacheType !== 'f16'],
    ['version', version === null],
    ['olderVersion', isEstimating(version)],
  ]
  return all.filter(([, holds]) => holds).map(([assumption]) => assumption)
}
