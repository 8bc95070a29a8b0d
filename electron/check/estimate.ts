import type { MeasuredLoad } from '#shared/contract/measured.ts'
import { placeOf } from '#shared/domain/memory-fit/calibration.ts'
import { estimate, type Estimate } from '#shared/domain/memory-fit/estimate.ts'
import { withoutGpu } from '#shared/domain/memory-fit/formula.ts'
import { measuredLoadOf } from '#shared/domain/memory-fit/measured-load.ts'
import { contextOf, isEstimating, type Setting } from '#shared/domain/memory-fit/setting.ts'
import { toldBy } from '#shared/domain/memory-fit/told.ts'
import { readMemoryModel } from '../core/library/memory-model.ts'
import { readVerbose } from '../core/library/verbose.ts'
import { answered, copyOf, generate, loadedAs, unloaded } from './memory.ts'
import { Difference, needed, NotTried, type Row, type Target, unless } from './row.ts'

const CONTEXTS = [2048, 4096]
/** A load has settled when two answers of `ps` are the same. */
const LOOK_EVERY = 250
const SETTLES_WITHIN = 15_000

/** Estimates of the smallest model against its real loads. */
export const estimates: Row[] = [
  {
    what: 'memory of two contexts, against the estimate',
    expected: 'within the error that it says; only told before 0.30',
    async run(target) {
      const { client, signal } = target
      const { size } = needed(target.completion, 'completion')
      const name = await copyOf(target, 'completion')
      const version = await client.version(signal)
      const { model } = await readMemoryModel(await client.show(name, signal), size, async () =>
        readVerbose(await client.showVerbose(name, signal)),
      )
      if (model.kind === 'none') return 'no estimate, as show has no tensors'
      const loads: MeasuredLoad[] = []
      for (const wanted of new Set(CONTEXTS.map((context) => contextOf(model, context)))) {
        const { contextLength, ...row } = await settled(target, name, wanted)
        const context = contextLength ?? wanted
        const key = { context, slots: null, cacheType: null, gpuLayers: 'auto', batch: 'auto', version, at: 0 } as const
        const load = measuredLoadOf(row, model, key, { context, version, machine: null })
        if (load === null) throw new NotTried(`ps says ${row.size} bytes, which is known to be wrong`)
        if (placeOf(load) === 'split') throw new NotTried('a part of it is on the CPU')
        loads.push(load)
      }
      await unloaded(target, name)
      // A quantized cache or several slots are no fault.
      const told = toldBy(name, model, loads)
      const errors = loads.map((load, at) => {
        const { context } = load
        const machine = placeOf(load) === 'cpu' ? withoutGpu : null
        const setting: Setting = { context, version, machine, told }
        const byFormula = estimate(model, setting)
        const after = estimate(model, { ...setting, measured: loads.slice(0, at) })
        const error = errorOf(byFormula, load)
        return {
          isWithin: isEstimating(version) || isWithin(byFormula, error),
          text: `${context}: ${percent(error)}${at > 0 ? `, ${percent(errorOf(after, load))} after the first` : ''}`,
        }
      })
      const seen = errors.map(({ text }) => text).join('; ')
      unless(
        errors.every(({ isWithin }) => isWithin),
        seen,
      )
      return told ? `${seen}; cache ${told.cacheType}, slots ${told.slots ?? 'unknown'}` : seen
    },
  },
]

interface Listed {
  size: number | null
  sizeVram: number | null
  contextLength: number | null
}

/** Loads a model and reads what `ps` says once it no longer changes. */
async function settled(target: Target, name: string, num_ctx: number): Promise<Listed> {
  answered(await generate(target, name, { options: { num_ctx } }), 'load')
  const read = async (): Promise<Listed> => {
    const row = (await loadedAs(target, name)) ?? {}
    const number = (key: string) => (typeof row[key] === 'number' ? row[key] : null)
    return { size: number('size'), sizeVram: number('size_vram'), contextLength: number('context_length') }
  }
  const end = Date.now() + SETTLES_WITHIN
  for (let before = await read(); ;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
    const now = await read()
    if (JSON.stringify(now) === JSON.stringify(before)) return now
    if (Date.now() > end) throw new Difference('its size still changes')
    before = now
  }
}

/** The estimate as a part of what was measured, less 1; of the part that `ps` says. */
function errorOf({ place, gpu, cpu, parts }: Estimate, { size, version }: MeasuredLoad): number {
  const isOld = isEstimating(version)
  const all = place === 'gpu' && !isOld ? gpu : gpu + cpu
  return (all - (isOld ? 0 : parts.projector)) / size - 1
}

function isWithin({ exactness }: Estimate, error: number): boolean {
  return exactness.kind === 'estimate' ? Math.abs(error) * 100 <= exactness.percent : error <= 0.05
}

function percent(error: number): string {
  return `${error > 0 ? '+' : ''}${(error * 100).toFixed(1)} %`
}
