import type { ModelOptions } from '#shared/contract/fields.ts'
import type { MeasuredLoad } from '#shared/contract/measured.ts'
import type { Loaded } from '#shared/contract/running.ts'

/** The options of a load by Corral; `auto` where it gave none. */
export interface OwnOptions {
  /** `null` if none was given. */
  context: number | null
  gpuLayers: number | 'auto'
  batch: number | 'auto'
}

/** A load that was the same in two answers of `ps` after it. */
export interface Settled {
  name: string
  digest: string
  /** Tokens; `null` if neither `ps` nor the load says them. */
  context: number | null
  gpuLayers: MeasuredLoad['gpuLayers']
  batch: MeasuredLoad['batch']
  size: number | null
  sizeVram: number | null
}

/** Finds in the answers of `ps` of one host the loads that have settled, each once. */
export interface Settling {
  /** Notes that a load by Corral was answered at a time. */
  loaded(name: string, options: ModelOptions | undefined, at: number): void
  /** The loads that an answer, requested at a time, shows to have settled. */
  answered(models: readonly Loaded[], askedAt: number): Settled[]
}

interface Seen {
  /** What a reload changes. */
  figures: string
  options: OwnOptions | null
  isTold: boolean
}

export function createSettling(): Settling {
  let seen = new Map<string, Seen>()
  const own = new Map<string, { options: OwnOptions; at: number }>()
  return {
    loaded(name, options, at) {
      own.set(name, { options: optionsOf(options), at })
    },
    answered(models, askedAt) {
      const before = seen
      seen = new Map()
      const settled: Settled[] = []
      for (const model of models) {
        const { name, digest, size, sizeVram, contextLength } = model
        if (digest === null) continue
        const figures = JSON.stringify([digest, size, sizeVram, contextLength])
        const load = own.get(name)
        const last = before.get(name)
        // An answer that was requested before the load ended can be of the one before it.
        const isNew = last?.figures !== figures || (load !== undefined && load.at <= askedAt)
        if (isNew) {
          const options = load !== undefined && load.at <= askedAt ? load.options : null
          seen.set(name, { figures, options, isTold: false })
          continue
        }
        seen.set(name, { ...last, isTold: true })
        if (last.isTold) continue
        const { context = null, gpuLayers = null, batch = null } = last.options ?? {}
        settled.push({ name, digest, context: contextLength ?? context, gpuLayers, batch, size, sizeVram })
      }
      for (const [name, { at }] of own) if (at <= askedAt) own.delete(name)
      return settled
    },
  }
}

function optionsOf(options: ModelOptions = {}): OwnOptions {
  const number = (key: string) => {
    const value = options[key]
    return typeof value === 'number' && Number.isFinite(value) ? value : null
  }
  const [context, layers, batch] = [number('num_ctx'), number('num_gpu'), number('num_batch')]
  return {
    context: context !== null && Number.isInteger(context) && context > 0 ? context : null,
    gpuLayers: layers === null || layers < 0 ? 'auto' : layers,
    batch: batch === null || batch <= 0 ? 'auto' : batch,
  }
}
