/** What an operation does, as those who wait for it are told. */
export interface Holder {
  kind: 'pull' | 'push' | 'copy' | 'rename' | 'delete' | 'load'
  name: string
}

/** What a holder wants for itself. A key is of one server, see `nameKey`. */
export interface Claim extends Holder {
  /** Held by nobody else. */
  keys: readonly string[]
  /** Held by others as well, by nobody in `keys`. */
  shared?: readonly string[]
}

export type Release = () => void

/**
 * Who holds which names. All keys of a claim are taken at once, so that no two claims ever wait for each other, and
 * in the order of the claims, so that none waits for ever.
 */
export interface Locks {
  /** Takes all keys of a claim now; where it cannot, what is in its way. */
  take(claim: Claim): Release | Holder
  /** Takes them as soon as nobody before holds or wants one of them. */
  wait(claim: Claim): Promise<Release>
  /** What holds a claim's keys now, of those that last: these are not waited for. */
  blockers(claim: Claim): Holder[]
  /** Called whenever something is released. */
  onRelease(listener: () => void): void
}

interface Wanted extends Claim {
  granted: ((release: Release) => void) | null
}

export function createLocks(): Locks {
  /** Those that hold, and behind them those that wait, in order. */
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

/** Acts on a server take turns: the checks of one hold until its last step. */
export const actsKey = (server: string) => `${server}\nacts`

/** Whatever may bring new uses of a server's layers holds it shared, whatever may remove a layer holds it alone. */
export const layersKey = (server: string) => `${server}\nlayers`

/** One model of a server; names that differ in letter case alone are one. `name` is canonical, see `canonicalName`. */
export const nameKey = (server: string, name: string) => `${server}\nname ${name}`
