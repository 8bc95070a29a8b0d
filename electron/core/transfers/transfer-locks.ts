import { layerKey, layersKey, type Claim, type Holder, type Locks, type Release } from '../operations/locks.ts'
import { keyOfName } from '../operations/operations.ts'
import type { Order } from './job.ts'
import type { PullPlan } from './pull-plan.ts'

/** Smaller layers, as licenses, belong to many models and are there at once. In bytes. */
const LARGE = 1e6

/** The locks of one transfer: on its model, and on the layers that it fetches once they are known. */
export interface TransferLocks {
  /** Takes all that the transfer is known to need, or returns what holds it. */
  take(): Holder | null
  /** Takes the large layers of a plan that the server lacks, too, so that no two pulls fetch one at the same time. */
  takeLayers(plan: Pick<PullPlan, 'layers'>): Holder | null
  /** They are taken again with the next `take`. */
  release(): void
}

export function createTransferLocks(
  locks: Pick<Locks, 'take'>,
  order: () => Pick<Order, 'kind' | 'name'>,
  server: () => string,
): TransferLocks {
  let held: Release[] = []
  const layers = new Set<string>()
  const keysOf = (digests: Iterable<string>) => [...digests].map((digest) => layerKey(server(), digest))
  const taken = (claim: Claim): Holder | null => {
    const result = locks.take(claim)
    if (typeof result !== 'function') return result
    held.push(result)
    return null
  }
  return {
    take() {
      const { kind, name } = order()
      const key = keyOfName(server(), name)
      if (kind === 'push') return taken({ kind, name, keys: [], shared: [key] })
      return taken({ kind, name, keys: [key, ...keysOf(layers)], shared: [layersKey(server())] })
    },
    takeLayers(plan) {
      const lacking = plan.layers.filter(({ isPresent, size }) => isPresent === false && size >= LARGE)
      const more = lacking.map(({ digest }) => digest).filter((digest) => !layers.has(digest))
      for (const digest of more) layers.add(digest)
      return taken({ kind: 'pull', name: order().name, keys: keysOf(more) })
    },
    release() {
      for (const free of held) free()
      held = []
    },
  }
}
