import type { MemoryModel } from '../../contract/memory-model.ts'
import { estimate, type Estimate, type Verdict } from './estimate.ts'
import { defaultContext, LEAST_CONTEXT, type Machine, type Setting } from './setting.ts'

/**
 * What a model needs with the context that the server takes by itself. Where that is not known it is the smallest, and
 * whether the model fits is then not known unless it does not.
 */
export function estimateByDefault(model: MemoryModel, setting: Omit<Setting, 'context'>): Estimate {
  const context = defaultContext(model, setting)
  const made = estimate(model, { ...setting, context: context ?? LEAST_CONTEXT })
  const { verdict } = made
  if (verdict === 'none' || (verdict !== 'unknown' && context !== null)) return made
  return { ...made, verdict: setting.machine ? fitOfFile(model.file, setting.machine) : 'unknown' }
}

/** Whether a model of which only the size of its files is known fits: that is the least that it needs, in bytes. */
export function fitOfFile(file: number | null, { devices, ram }: Machine): Verdict {
  if (file === null || ram === null) return 'unknown'
  const onGpus = devices.reduce((sum, { free, isUnified }) => sum + (isUnified ? 0 : free), 0)
  return file > onGpus + ram.available ? 'none' : 'unknown'
}
