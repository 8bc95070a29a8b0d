import type { MeasuredLoad } from '../../contract/measured.ts'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { isOlder } from '../../ollama/version.ts'
import { fullCacheOf, listedOf } from './formula.ts'
import { neededIn, placeOf } from './calibration.ts'
import { isEstimating, type Setting } from './setting.ts'

/** The files of a model hold texts besides the weights: a size so near to theirs is that of the file, in bytes. */
const NEAR_FILE = 64 * 1024

/** A row of `ps`. */
interface Row {
  size: number | null
  sizeVram: number | null
}

/** What the size of a load depends on. */
export type LoadKey = Pick<MeasuredLoad, 'context' | 'slots' | 'cacheType' | 'gpuLayers' | 'batch' | 'version' | 'at'>

/**
 * A row of `ps` as a measured load: corrected where it is known what `ps` leaves out, `null` where the row is known to
 * be wrong in another way, see `reference/memory.md`.
 *
 * @param setting of the load, with what is told of the host
 */
export function measuredLoadOf(row: Row, model: MemoryModel, key: LoadKey, setting: Setting): MeasuredLoad | null {
  const { size, sizeVram } = row
  if (size === null || sizeVram === null || size <= 0 || sizeVram < 0 || sizeVram > size) return null
  const load = { ...key, size, sizeVram, added: 0 }
  const { version } = key
  // Without the log of the runner the server says the size of the file. The cache of safetensors models grows with use.
  if (model.kind === 'mlx' || (model.file !== null && Math.abs(size - model.file) <= NEAR_FILE)) return null
  const place = placeOf(load)
  if (isEstimating(version)) return isAboveWeights(load, model, setting) ? load : null
  // The context of the tokens ahead overwrites the one of the model.
  if (model.predictsAhead) return null
  const countsTwice = place === 'split' && isOlder(version, '0.30.9')
  if (countsTwice) return null
  const hasBoth = model.layers.some(({ isSliding }) => isSliding) && model.layers.some(({ isSliding }) => !isSliding)
  if (!hasBoth) return isAboveWeights(load, model, setting) ? load : null
  if (place === 'split') return null
  // The cache with windows overwrites the one without, until a version that says both.
  const added = fullCacheOf(model, setting)
  const expected = listedOf(neededIn(place, model, setting), version).size
  const isWhole = Math.abs(size - expected) < Math.abs(size + added - expected)
  const whole = isWhole
    ? load
    : { ...load, added, size: size + added, sizeVram: place === 'cpu' ? 0 : sizeVram + added }
  return isAboveWeights(whole, model, setting) ? whole : null
}

/** Whether a load has at least the weights of its model. */
function isAboveWeights(load: MeasuredLoad, model: MemoryModel, setting: Setting): boolean {
  if (model.kind === 'none') return true
  const place = placeOf(load)
  const { parts } = neededIn(place === 'gpu' ? 'gpu' : 'cpu', model, setting)
  return load.size >= parts.weightsGpu + parts.weightsCpu - (place === 'cpu' ? 0 : model.input + model.tied)
}
