import type { ModelOptions } from '#shared/contract/fields.ts'
import type { Loaded } from '#shared/contract/running.ts'
import { perHost, type HostLifecycle } from '../hosts/lifecycle.ts'
import type { Clock } from '../platform.ts'

interface OwnLoad {
  options: ModelOptions | undefined
  /** The context that it got; `null` if not known. */
  context: number | null
  /** When it was answered. */
  at: number
}

/** The options of Corral's own last load of each model: `ps` reports only the context. */
export interface OwnLoads {
  loaded(hostId: string, name: string, load: Pick<OwnLoad, 'options' | 'context'>): void
  /**
   * The options with which a server goes on with a loaded model, since with other ones it reloads it: its context, and
   * those of Corral's load unless another program may have reloaded it since.
   */
  optionsOf(hostId: string, loaded: Pick<Loaded, 'name' | 'contextLength' | 'otherUse'>): ModelOptions
}

export function createOwnLoads(clock: Clock, hosts: Pick<HostLifecycle, 'listen'>): OwnLoads {
  const loads = perHost<Map<string, OwnLoad>>(hosts)
  return {
    loaded(hostId, name, load) {
      const ofHost = loads.get(hostId) ?? new Map<string, OwnLoad>()
      loads.set(hostId, ofHost.set(name, { ...load, at: clock.now() }))
    },
    optionsOf(hostId, { name, contextLength, otherUse }) {
      const own = loads.get(hostId)?.get(name)
      const isOurs =
        own !== undefined && own.context === contextLength && (otherUse === null || otherUse.before <= own.at)
      return { ...(isOurs ? own.options : {}), ...(contextLength === null ? {} : { num_ctx: contextLength }) }
    },
  }
}
