import type { MeasuredLoad } from '../../contract/measured.ts'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { calibrationOf, placeOf, type Calibration } from './calibration.ts'
import { boundless, isBare, neededOn, totalOf, withoutGpu, type MemoryPart, type Needed } from './formula.ts'
import { heldBy, MARGIN, type Placement } from './placement.ts'
import { contextOf, GIB, isEstimating, type Machine, type Setting } from './setting.ts'

/** `tight`: it fits wholly on the GPU, with less than half a GiB to spare. `partial`: a part is on the CPU. */
export type Verdict = 'fits' | 'tight' | 'partial' | 'none' | 'unknown'

/** `measured`: the same load was seen. */
export type Exactness =
  | { kind: 'measured' }
  | { kind: 'estimate'; percent: number }
  | { kind: 'at_least' }
  | { kind: 'unknown' }

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
  | 'usualOptions'
  | 'asleep'
  | 'usualDimensions'
  | 'filesOnly'

export interface Estimate {
  /** Tokens of one slot, as the server makes them of the wish. */
  context: number
  batch: number
  parts: Readonly<Record<MemoryPart, number>>
  /** Bytes in all, on GPUs and on the CPU; the parts add up to it. `null` if nothing is known. */
  total: number | null
  gpu: number
  cpu: number
  /** Where it is: `gpu` means all layers, also where the memory of the computer is not known. */
  place: Needed['place']
  exactness: Exactness
  /** Contexts of measured loads that it follows; 0 if it is by the formula alone. */
  contexts: number
  assumptions: readonly Assumption[]
  verdict: Verdict
  /** Where the layers are; `null` if the memory of the computer is not known. */
  placement: Placement | null
}

/**
 * What a model needs and where the server puts it, by the formula, and by the loads of it that were measured. It never
 * says that a model must not be loaded.
 */
export function estimate(model: MemoryModel, asked: Setting): Estimate {
  const setting = withTold(asked)
  const calibration = calibrationOf(model, asked, setting)
  const correction = calibration?.correction ?? undefined
  const { machine } = setting
  const computer = machine ?? (correction?.on === 'cpu' ? withoutGpu : boundless)
  const needed = neededOn(computer, model, setting, correction)
  const same = calibration?.same ?? null
  const asListed = correction === undefined ? same : null
  const { parts, gpu, cpu, place } = asListed ? listed(asListed, needed) : needed
  // The place of a load that was measured can be another one than that of the next.
  const isMeasured = same !== null && (asListed !== null || needed.place === placeOf(same))
  const exactness = exactnessOf(model, setting, calibration, isMeasured)
  const figures = { gpu, cpu, placement: machine !== null && !isBare(model) ? needed.placement : null }
  return {
    context: contextOf(model, setting.context),
    batch: needed.batch,
    parts,
    total: exactness.kind === 'unknown' && model.file === null ? null : gpu + cpu,
    ...figures,
    place,
    exactness,
    contexts: calibration?.contexts ?? 0,
    assumptions: assumptionsOf(model, setting, calibration, isMeasured),
    verdict: verdictOf(model, exactness, machine, figures),
  }
}

/** With the slots and the cache that loads tell of the host, unless the user says otherwise. */
export function withTold(asked: Setting): Setting {
  const { told } = asked
  if (!told) return asked
  const [slots, cacheType] = [asked.slots ?? told.slots, asked.cacheType ?? told.cacheType]
  return slots === told.slots && cacheType === told.cacheType
    ? { ...asked, slots: slots ?? undefined, cacheType }
    : asked
}

/** The parts of a load whose bytes are known: what the formula does not explain counts as buffers. */
function listed(load: MeasuredLoad, { parts: by }: Needed): Pick<Needed, 'parts' | 'gpu' | 'cpu' | 'place'> {
  const { size, sizeVram } = load
  const parts = { ...by }
  const total = size + by.projector
  let difference = total - totalOf(parts)
  for (const part of ['compute', 'cacheFull', 'cacheSliding', 'state', 'output', 'weightsCpu', 'weightsGpu'] as const) {
    const bytes = Math.max(0, parts[part] + difference)
    difference -= bytes - parts[part]
    parts[part] = bytes
  }
  return { parts, gpu: sizeVram, cpu: total - sizeVram, place: placeOf(load) }
}

function verdictOf(
  model: MemoryModel,
  exactness: Exactness,
  machine: Machine | null,
  { gpu, cpu, placement }: Pick<Estimate, 'gpu' | 'cpu' | 'placement'>,
): Verdict {
  if (machine === null || placement === null || exactness.kind === 'unknown') return 'unknown'
  const verdict = placedVerdict(machine, { gpu, cpu, placement })
  const isLowerBound =
    exactness.kind !== 'measured' && (model.kind === 'other' || model.unknownTensors > 0 || lacksCache(model))
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

/** Of an estimate that follows two measured contexts, and of one that follows one, in percent. */
const TWO_CONTEXTS = 2
const ONE_CONTEXT = 5

function exactnessOf(
  model: MemoryModel,
  { version, flashAttention }: Setting,
  calibration: Calibration | null,
  isMeasured: boolean,
): Exactness {
  // Since 0.30 `ps` leaves out the encoder, of which only the file is known.
  const isListed = model.projector === 0 || isEstimating(version)
  if (isMeasured && isListed) return { kind: 'measured' }
  if (model.kind === 'none') return { kind: 'unknown' }
  const contexts = calibration?.contexts ?? 0
  const isUncertain = lacksCache(model) || model.unknownTensors > 0 || model.width === null || model.kind === 'plain'
  const isLeast = model.kind === 'mlx' || model.kind === 'other' || model.projector !== 0 || model.predictsAhead
  if (isLeast || (isUncertain && contexts < 2)) return { kind: 'at_least' }
  const isRough =
    version === null || isEstimating(version) || model.isMla || model.isRecurrent || flashAttention === false
  if (contexts === 0) return { kind: 'estimate', percent: isRough ? 15 : 5 }
  return { kind: 'estimate', percent: contexts > 1 && !isUncertain ? TWO_CONTEXTS : ONE_CONTEXT }
}

function assumptionsOf(
  model: MemoryModel,
  setting: Setting,
  calibration: Calibration | null,
  isMeasured: boolean,
): Assumption[] {
  const { slots, cacheType, flashAttention, version, machine } = setting
  const bare = isBare(model)
  const isFormula = calibration === null
  const same = calibration?.same
  const projector: [Assumption, boolean] = ['projector', !bare && model.projector !== 0]
  const asleep: [Assumption, boolean] = [
    'asleep',
    !bare && machine !== null && machine.devices.some((one) => one.isAsleep),
  ]
  const options: [Assumption, boolean] = [
    'usualOptions',
    isMeasured && (same?.gpuLayers === null || same?.batch === null),
  ]
  const all: [Assumption, boolean][] = isMeasured
    ? [projector, options, asleep]
    : [
        ['noTensors', model.kind === 'none'],
        ['grows', model.kind === 'mlx'],
        ['windowUnknown', model.kind === 'other'],
        ['unlisted', model.kind === 'plain'],
        ['unknownTensors', model.unknownTensors > 0],
        ['cacheUnknown', !bare && (lacksCache(model) || model.width === null)],
        projector,
        ['predictsAhead', model.predictsAhead],
        ['wholeGpu', !bare && machine === null && isFormula],
        ['slots', !bare && slots === undefined && !model.hasOneSlot],
        ['cacheF16', !bare && cacheType === undefined && !model.isEncoder],
        ['flashAttention', !bare && flashAttention === undefined],
        ['quantizedNeedsFlash', flashAttention === false && cacheType !== undefined && cacheType !== 'f16'],
        ['version', version === null],
        ['olderVersion', isEstimating(version)],
        asleep,
      ]
  return all.filter(([, holds]) => holds).map(([assumption]) => assumption)
}
