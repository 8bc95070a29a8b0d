import type { MemoryModel } from '../../contract/memory-model.ts'
import { estimate, type Estimate } from './estimate.ts'
import { contextOf, type Setting } from './setting.ts'

/** The server pads the cache to so many tokens. */
const STEP = 256
/** Where the server chooses a larger batch, so that the memory makes a step. */
const steps = [4096, 32_768] as const
/** For models that do not say with how many tokens they were trained. */
const MOST = 131_072

/** The largest context that may be asked for: the one a model was trained with. */
export function mostContext(model: MemoryModel): number {
  return contextOf(model, model.context ?? MOST)
}

/**
 * The largest context with which a model is wholly on the GPU, or in system memory on a computer without one: above it,
 * it spills. `null` if not even the smallest is, or if the memory is not known.
 */
export function largestContext(model: MemoryModel, setting: Setting): number | null {
  const most = mostContext(model)
  const fits = (context: number) => ['fits', 'tight'].includes(estimate(model, { ...setting, context }).verdict)
  const ends = [...steps.filter((step) => step < most), most]
  for (const [at, end] of [...ends.entries()].reverse()) {
    if (fits(end)) return end
    // Between two steps of the batch the need only grows.
    let [low, high] = [Math.floor((ends[at - 1] ?? 0) / STEP), Math.floor(end / STEP)]
    if (!fits((low + 1) * STEP)) continue
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (fits(middle * STEP)) low = middle
      else high = middle
    }
    return low * STEP
  }
  return null
}

/** Estimates at even distances from the smallest context to the largest, for a chart. */
export function curveOf(model: MemoryModel, setting: Setting, points = 64): Estimate[] {
  const most = mostContext(model)
  const at = Array.from({ length: points }, (_, point) => Math.max(1, Math.round((most * (point + 1)) / points)))
  const edges = steps.flatMap((step) => (step < most ? [step, step + 1] : []))
  return [...new Set([...at, ...edges])]
    .sort((a, b) => a - b)
    .map((context) => estimate(model, { ...setting, context }))
}
