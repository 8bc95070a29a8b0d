import { quickView, type QuickView } from '#shared/domain/quick-view.ts'
import type { App } from '../core/app.ts'

/** Changes are batched for this long, in milliseconds. */
const TOGETHER = 200

export type QuickCore = Pick<App, 'hosts' | 'running' | 'transfers' | 'presets' | 'changes'>

/** The loaded models and running transfers at present. */
export function quickViewOf({ hosts, running, transfers, presets }: QuickCore): QuickView {
  const state = hosts.state()
  const seen = new Map(state.hosts.map(({ id }) => [id, running.state(id)]))
  return quickView({ hosts: state, running: seen, transfers: transfers.all(), presets: presets.all() }, Date.now())
}

/**
 * Follows all reachable hosts and all transfers. Shares the poller of each host with the windows.
 *
 * @returns a function that stops following
 */
export function followQuick(core: QuickCore, changed: () => void): () => void {
  const ending = new AbortController()
  const watched = new Map<string, AbortController>()
  let timer: NodeJS.Timeout | undefined
  const tell = () => {
    timer ??= setTimeout(() => {
      timer = undefined
      changed()
    }, TOGETHER)
  }
  const follow = async (events: AsyncIterable<unknown>) => {
    for await (const _ of events) tell()
  }
  const followHosts = async () => {
    for await (const { hosts } of core.hosts.watch(ending.signal)) {
      tell()
      const up = new Set(hosts.filter(({ reach }) => reach === 'up').map(({ id }) => id))
      for (const [id, watching] of watched)
        if (!up.has(id)) {
          watching.abort()
          watched.delete(id)
        }
      for (const id of up) {
        if (watched.has(id)) continue
        const watching = new AbortController()
        watched.set(id, watching)
        void follow(core.running.watch(id, watching.signal))
      }
    }
  }
  void followHosts()
  void follow(core.transfers.watch(ending.signal))
  const followPresets = async () => {
    for await (const { type } of core.changes.subscribe(ending.signal)) if (type === 'presets') tell()
  }
  void followPresets()
  return () => {
    clearTimeout(timer)
    ending.abort()
    for (const watching of watched.values()) watching.abort()
  }
}
