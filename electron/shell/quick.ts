import { quickView, type QuickView } from '#shared/domain/quick-view.ts'
import type { App } from '../core/app.ts'

/** Changes that come together are told together, this many milliseconds after the first. */
const TOGETHER = 200

export type QuickCore = Pick<App, 'hosts' | 'running' | 'transfers'>

/** What is loaded and on its way, read from the core as it is now. */
export function quickViewOf({ hosts, running, transfers }: QuickCore): QuickView {
  const state = hosts.state()
  const seen = new Map(state.hosts.map(({ id }) => [id, running.state(id)]))
  return quickView({ hosts: state, running: seen, transfers: transfers.all() }, Date.now())
}

/**
 * Follows all hosts that answer, and all transfers. Uses the one poller a host that the windows use too.
 *
 * @returns a function that stops
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
  return () => {
    clearTimeout(timer)
    ending.abort()
    for (const watching of watched.values()) watching.abort()
  }
}
