import type { MemoryModel } from '../../contract/memory-model.ts'
import { freeSteps, type Freeable, type FreeStep } from '../eviction.ts'
import { estimate, type Estimate } from './estimate.ts'
import { machineWithout } from './machine.ts'
import type { Setting } from './setting.ts'

/** What is unloaded before a load, and whether the model then fits wholly, or only better than now. */
export interface Room extends FreeStep {
  isEnough: boolean
}

const fits = ({ verdict }: Estimate) => verdict === 'fits' || verdict === 'tight'

/** Whether more of a model is on GPUs, or it has the memory at all. */
function isBetter(one: Estimate, other: Estimate): boolean {
  if (one.verdict === 'none' || other.verdict === 'none') return one.verdict !== 'none'
  return (one.placement?.gpuLayers ?? 0) > (other.placement?.gpuLayers ?? 0)
}

/**
 * The least that has to be unloaded for a load to fit wholly, models used least recently first; all of them if that is
 * not enough but better than now. `null` if it fits already, if nothing helps, or if that is not known.
 *
 * @param loaded the models in memory other than this one
 */
export function roomFor(model: MemoryModel, setting: Setting, loaded: readonly Freeable[]): Room | null {
  const { machine } = setting
  const now = estimate(model, setting)
  if (machine === null || (now.verdict !== 'none' && now.verdict !== 'partial')) return null
  const steps = freeSteps(loaded).map((step) => {
    const gone = loaded.filter(({ name }) => step.names.includes(name))
    return { step, after: estimate(model, { ...setting, machine: gone.reduce(machineWithout, machine) }) }
  })
  const enough = steps.find(({ after }) => fits(after))
  if (enough) return { ...enough.step, isEnough: true }
  const all = steps.at(-1)
  return all && isBetter(all.after, now) ? { ...all.step, isEnough: false } : null
}
