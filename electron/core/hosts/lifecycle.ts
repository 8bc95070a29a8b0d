/** A change of a host. All state that is kept by host id follows it. */
export type HostChange =
  | { type: 'made'; hostId: string }
  /** Address, credentials or certificate changed: what was read before may be from another server. */
  | { type: 'changed'; hostId: string }
  /** The same server now has the id `by`: the user saved the host of this run, or this computer's own. */
  | { type: 'replaced'; hostId: string; by: string }
  /** `host` is its name, or its address if it has none. */
  | { type: 'removed'; hostId: string; host: string }

export type HostListener = (change: HostChange) => void

/** Reports changes of hosts. Listeners are called in the order in which they were added. */
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
 * A value for each host, in memory. It moves with the server to another id, and is deleted when the host is changed
 * or removed.
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
