/** The operation that holds a lock, for the texts of the user interface. */
export interface Holder {
  kind: 'pull' | 'push' | 'copy' | 'rename' | 'delete' | 'load' | 'parts'
  name: string
}

/** The keys an operation needs, see `nameKey`. */
export interface Claim extends Holder {
  /** Exclusive. */
  keys: readonly string[]
  /** Shared with other claims that share them. */
  shared?: readonly string[]
}

export type Release = () => void

/**
 * Read-write locks on model names. A claim gets all of its keys at once, which excludes deadlocks, and claims are granted
 * in order, which excludes starvation.
 */
export interface Locks {
  /** Takes the claim now, or returns an operation that holds or waits for one of its keys. */
  take(claim: Claim): Release | Holder
  /** Takes the claim as soon as no earlier claim conflicts with it. */
  wait(claim: Claim): Promise<Release>
  /** The operations that hold or wait for a key of the claim. */
  blockers(claim: Claim): Holder[]
  /** Called after each release. */
  onRelease(listener: () => void): void
}

interface Wanted extends Claim {
  granted: ((release: Release) => void) | null
}

export function createLocks(): Locks {
  /** Granted and waiting claims, in order. */
  const claims: Wanted[] = []
  const listeners: (() => void)[] = []

  const release = (claim: Wanted): Release => {
    return () => {
      const at = claims.indexOf(claim)
      if (at < 0) return
      claims.splice(at, 1)
      grant()
      for (const listener of listeners) listener()
    }
  }
  const grant = () => {
    claims.forEach((claim, index) => {
      const { granted } = claim
      if (granted === null || claims.slice(0, index).some((earlier) => conflict(earlier, claim))) return
      claim.granted = null
      granted(release(claim))
    })
  }
  return {
    take(claim) {
      const blocker = claims.find((other) => conflict(other, claim))
      if (blocker) return { kind: blocker.kind, name: blocker.name }
      const held: Wanted = { ...claim, granted: null }
      claims.push(held)
      return release(held)
    },
    wait: (claim) =>
      new Promise((granted) => {
        claims.push({ ...claim, granted })
        grant()
      }),
    blockers: (claim) => claims.filter((other) => conflict(other, claim)).map(({ kind, name }) => ({ kind, name })),
    onRelease: (listener) => void listeners.push(listener),
  }
}

function conflict(a: Claim, b: Claim): boolean {
  const shares = (x: readonly string[] = [], y: readonly string[] = []) => x.some((key) => y.includes(key))
  return shares(a.keys, b.keys) || shares(a.keys, b.shared) || shares(a.shared, b.keys)
}

/** Exclusive for each act on a server, so that its checks stay valid until its last step. */
export const actsKey = (server: string) => `${server}\nacts`

/** Shared by pulls, which may reuse layers of the server; exclusive for deletes and for the removal of parts, which may remove them. */
export const layersKey = (server: string) => `${server}\nlayers`

/** One layer of a server that is being fetched. */
export const layerKey = (server: string, digest: string) => `${server}\nlayer ${digest}`

/** One model of a server, ignoring letter case. `name` is the result of `canonicalName`. */
export const nameKey = (server: string, name: string) => `${server}\nname ${name}`
