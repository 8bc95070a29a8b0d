import type { ModelUpdate } from '#shared/contract/updates.ts'
import type { Amount } from '#shared/domain/amount.ts'

type Updates = readonly Pick<ModelUpdate, 'toFetch'>[]

/** What updates download together; no more than that, as they may have layers in common. */
export function sumOf(updates: Updates): Amount {
  const known = updates.flatMap(({ toFetch }) => (toFetch && toFetch.exactness !== 'unknown' ? [toFetch] : []))
  const bytes = known.reduce((sum, amount) => sum + amount.bytes, 0)
  if (known.length === 0 && updates.length > 0) return { bytes, exactness: 'unknown' }
  if (known.length < updates.length) return { bytes, exactness: 'at_least' }
  return { bytes, exactness: updates.length > 1 ? 'at_most' : (known[0]?.exactness ?? 'exact') }
}

/** Whether the old and the new versions have room together, in bytes. */
export function roomFor(updates: Updates, free: number): { needed: number; free: number; isEnough: boolean } {
  const needed = sumOf(updates).bytes
  return { needed, free, isEnough: needed <= free }
}
