import type { MemoryModel } from '../../contract/memory-model.ts'
import { estimate, type Verdict } from './estimate.ts'
import { defaultContext, LEAST_CONTEXT, type Machine, type Setting } from './setting.ts'

/** Whether a model fits with the context that the server takes by itself. */
export function fitByDefault(model: MemoryModel, setting: Omit<Setting, 'context'> & { machine: Machine }): Verdict {
  const context = defaultContext(model, setting)
  const { verdict } = estimate(model, { ...setting, context: context ?? LEAST_CONTEXT })
  // That it fits with the smallest context does not show that it does with the one that the server takes.
  if (verdict === 'unknown' || (context === null && verdict !== 'none')) return fitOfFile(model.file, setting.machine)
  return verdict
}

/** Whether a model of which only the size of its files is known fits: that is the least that it needs, in bytes. */
export function fitOfFile(file: number | null, { devices, ram }: Machine): Verdict {
  if (file === null || ram === null) return 'unknown'
  const onGpus = devices.reduce((sum, { free, isUnified }) => sum + (isUnified ? 0 : free), 0)
  return file > onGpus + ram.available ? 'none' : 'unknown'
}
