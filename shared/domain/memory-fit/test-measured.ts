import type { MeasuredLoad } from '../../contract/measured.ts'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { neededIn } from './calibration.ts'
import { listedOf } from './formula.ts'
import type { Setting } from './setting.ts'

export const VERSION = '0.33.0'

/** A load with what is known of one that Corral asked for without options. */
export function loadOf(context: number, size: number, more: Partial<MeasuredLoad> = {}): MeasuredLoad {
  return {
    context,
    slots: null,
    cacheType: null,
    gpuLayers: 'auto',
    batch: 'auto',
    version: VERSION,
    size,
    sizeVram: size,
    added: 0,
    at: 0,
    ...more,
  }
}

/** What `ps` says on a server that is set so, by the formula, wholly in one place. */
export function listedBy(
  model: MemoryModel,
  context: number,
  server: Partial<Setting> = {},
  on: 'gpu' | 'cpu' = 'gpu',
) {
  const setting = { version: VERSION, machine: null, ...server, context }
  return listedOf(neededIn(on, model, setting), setting.version).size
}
