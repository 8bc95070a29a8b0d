import type { MeasuredLoad } from '../../contract/measured.ts'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { boundless, fullCacheOf, isBare, listedOf, neededOn, withoutGpu } from './formula.ts'
import type { Correction, Needed } from './formula.ts'
import { batchOf, contextOf, MIB, type Setting } from './setting.ts'

/** What measured loads say of another load. */
export interface Calibration {
  /** The load with the same key. */
  same: MeasuredLoad | null
  /** Contexts that were measured in the same place and with the same batch, this one included. */
  contexts: number
  /** Of the formula; `null` if the bytes of `same` are taken as they are listed. */
  correction: Correction | null
}

/** Contexts whose needs are nearer to each other count as one, in bytes. */
const LEAST_DISTANCE = MIB

export function placeOf({ size, sizeVram }: Pick<MeasuredLoad, 'size' | 'sizeVram'>): Needed['place'] {
  return sizeVram === 0 ? 'cpu' : sizeVram === size ? 'gpu' : 'split'
}

const isAutomatic = (layers: number | null | undefined) => layers === null || layers === undefined || layers < 0

/**
 * What the loads say that were measured with the same slots, cache, options and version of the server: of the same
 * context its bytes; of others with the same batch by how much the formula is wrong, along the slope between two of
 * them. `null` if they say nothing.
 *
 * @param asked as the user and the host have it: what is not known there must be unknown of the loads, too
 * @param setting the same with what loads tell of the host
 */
export function calibrationOf(model: MemoryModel, asked: Setting, setting: Setting): Calibration | null {
  if (model.kind === 'mlx') return null
  const loads = (asked.measured ?? []).filter((load) => isOfKey(load, asked)).map((load) => asNow(load, model, setting))
  if (loads.length === 0) return null
  const context = contextOf(model, asked.context)
  const same = lastOf(loads.filter((load) => contextOf(model, load.context) === context))
  const asListed = same && { same, contexts: 1, correction: null }
  if (isBare(model)) return asListed
  const base = neededOn(setting.machine ?? boundless, model, setting)
  const isFixed = !isAutomatic(setting.gpuLayers ?? model.parameters.gpuLayers)
  if (isFixed && base.place === 'split') return asListed
  const isPlaceKnown = setting.machine !== null || isFixed
  if (!isPlaceKnown && same && placeOf(same) === 'split') return asListed
  // How a split falls depends on the free memory, but its buffers are those of a load that is wholly on a GPU.
  const last = same ?? lastOf(loads.filter((load) => placeOf(load) !== 'split'))
  const place = isPlaceKnown ? base.place : last && placeOf(last)
  if (place === null) return null
  const on = place === 'cpu' ? 'cpu' : 'gpu'

  /** What the formula says that `ps` lists. */
  const formulaAt = (tokens: number) =>
    listedOf(neededIn(on, model, { ...setting, context: tokens }), setting.version).size
  // What was free when a load was measured, on which the batch depends, is not known.
  const hasBatch = (load: MeasuredLoad) =>
    [setting.machine, null].every(
      (machine) => batchOf(model, { ...setting, context: load.context, machine }) === base.batch,
    )
  const formula = formulaAt(context)
  const points = pointsOf(
    loads.filter((load) => placeOf(load) === on && (load === same || hasBatch(load))),
    formulaAt,
  )
  if (points.length === 0) return null
  const isSame = same !== null && placeOf(same) === on
  const bytes = (isSame ? same.size : along(points, formula)) - formula
  return { same: isSame ? same : null, contexts: points.length, correction: { on, bytes } }
}

/** The need of a load that is wholly in one place, on the GPUs of the setting if it is there. */
export function neededIn(on: 'gpu' | 'cpu', model: MemoryModel, setting: Setting): Needed {
  if (on === 'cpu') return neededOn(withoutGpu, model, setting)
  const here = setting.machine && neededOn(setting.machine, model, setting)
  return here?.place === 'gpu' ? here : neededOn(boundless, model, setting)
}

/** The last of some loads, of those whose options are known if there are any. */
function lastOf(loads: readonly MeasuredLoad[]): MeasuredLoad | null {
  return loads.findLast(({ gpuLayers, batch }) => gpuLayers !== null && batch !== null) ?? loads.at(-1) ?? null
}

/** Whether a load has the key of a question, but for the context. Options that are not known pass for automatic ones. */
function isOfKey(load: MeasuredLoad, { slots, cacheType, version, gpuLayers, batch }: Setting): boolean {
  const isOption = (measured: MeasuredLoad['batch'], asked: number | null | undefined, isAuto: boolean) =>
    isAuto ? measured === null || measured === 'auto' : measured === asked
  return (
    version !== null &&
    load.version === version &&
    load.slots === (slots ?? null) &&
    load.cacheType === (cacheType ?? null) &&
    isOption(load.gpuLayers, gpuLayers, isAutomatic(gpuLayers)) &&
    isOption(load.batch, batch, batch === undefined)
  )
}

/** A load with the cache that `ps` left out as it is known now. */
function asNow(load: MeasuredLoad, model: MemoryModel, setting: Setting): MeasuredLoad {
  if (load.added === 0) return load
  const added = fullCacheOf(model, { ...setting, context: load.context })
  const more = added - load.added
  return { ...load, added, size: load.size + more, sizeVram: load.sizeVram === 0 ? 0 : load.sizeVram + more }
}

/** What the formula says of a load, and what was measured, in bytes. */
interface Point {
  formula: number
  measured: number
}

/** One load of each context, in the order of the formula. */
function pointsOf(loads: readonly MeasuredLoad[], formulaAt: (tokens: number) => number): Point[] {
  const contexts = [...new Set(loads.map(({ context }) => context))]
  const points = contexts.flatMap((context): Point[] => {
    const load = lastOf(loads.filter((one) => one.context === context))
    return load === null ? [] : [{ formula: formulaAt(context), measured: load.size }]
  })
  points.sort((a, b) => a.formula - b.formula)
  return points.filter(({ formula }, at) => at === 0 || formula - (points[at - 1]?.formula ?? 0) >= LEAST_DISTANCE)
}

/** What would be measured where the formula says so: between two points, or beyond along the slope of all. */
function along(points: readonly Point[], formula: number): number {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return formula
  const below = points.findLast((point) => point.formula <= formula)
  const above = points.find((point) => point.formula >= formula)
  const [from, to] = below && above && below !== above ? [below, above] : [first, last]
  const nearest = below ?? first
  const slope = (to.measured - from.measured) / (to.formula - from.formula)
  // One point gives a constant, and so do two of which the larger load was the smaller one.
  return nearest.measured + (formula - nearest.formula) * (slope > 0 && Number.isFinite(slope) ? slope : 1)
}
