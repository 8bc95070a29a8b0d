/** What becomes of a host. Everything that is kept by a host's id follows it. */
export type HostChange =
  | { type: 'made'; hostId: string }
  /** Another address, other credentials or another certificate: what was read of it may be another server's. */
  | { type: 'changed'; hostId: string }
  /** The same server goes on under the id `by`: the user saved the host of this run, or this computer's own. */
  | { type: 'replaced'; hostId: string; by: string }
  /** `host` is its name, or its address where it has none. */
  | { type: 'removed'; hostId: string; host: string }

export type HostListener = (change: HostChange) => void

/** The one place that tells what becomes of hosts. Listeners are called in the order in which they came. */
export interface HostLifecycle {
  tell: HostListener
  listen(listener: HostListener): void
}

export function createLifecycle(): HostLifecycle {
  const listeners: HostListener[] = []
  return {
    tell(change) {
      for (const listener of listeners) listener(change)
    },
    listen: (listener) => void listeners.push(listener),
  }
}

/**
 * What is kept for each host in this run. It goes with the server to another id, and is dropped when the server may
 * be another and when the host is removed.
 */
export function perHost<T>(hosts: Pick<HostLifecycle, 'listen'>): Map<string, T> {
  const kept = new Map<string, T>()
  hosts.listen((change) => {
    if (change.type === 'made') return
    const value = kept.get(change.hostId)
    kept.delete(change.hostId)
    if (change.type === 'replaced' && value !== undefined && !kept.has(change.by)) kept.set(change.by, value)
  })
  return kept
}
