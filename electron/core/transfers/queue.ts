import type { Transfer } from '#shared/contract/transfers.ts'
import { isAtWork } from '#shared/domain/transfer-state.ts'

export type Place = Pick<Transfer, 'id' | 'hostId' | 'state' | 'rank'>

const inOrder = (a: Place, b: Place) => a.rank - b.rank

/**
 * Starts queued transfers in the order of their rank, up to `parallel` running ones for each host. A transfer that cannot
 * start, as another operation uses its model, is skipped.
 *
 * @param begin starts one; returns whether it started
 */
export function giveTurns(places: readonly Place[], parallel: number, begin: (id: string) => boolean): void {
  const atWork = new Map<string, number>()
  for (const place of places) if (isAtWork(place)) atWork.set(place.hostId, (atWork.get(place.hostId) ?? 0) + 1)
  for (const { id, hostId, state } of [...places].sort(inOrder)) {
    const busy = atWork.get(hostId) ?? 0
    if (state === 'queued' && busy < parallel && begin(id)) atWork.set(hostId, busy + 1)
  }
}

/** A rank after all others. */
export function lastRank(places: readonly Pick<Place, 'rank'>[]): number {
  return places.reduce((last, { rank }) => Math.max(last, rank), 0) + 1
}

/**
 * New ranks that move a transfer before another one of its host, or to the end for `null`. Usually one rank changes; all
 * do if there is no number left between two.
 */
export function ranksToMove(places: readonly Place[], id: string, before: string | null): Map<string, number> {
  const moved = places.find((place) => place.id === id)
  if (!moved || id === before) return new Map()
  const others = places.filter((place) => place.hostId === moved.hostId && place.id !== id).sort(inOrder)
  const found = before === null ? -1 : others.findIndex((place) => place.id === before)
  const at = found < 0 ? others.length : found
  const [low, high] = [others[at - 1]?.rank, others[at]?.rank]
  const rank = low === undefined ? (high ?? 1) - 1 : high === undefined ? low + 1 : (low + high) / 2
  if (rank !== low && rank !== high) return new Map([[id, rank]])
  const all = [...others.slice(0, at), moved, ...others.slice(at)]
  return new Map(all.map((place, index) => [place.id, index + 1]))
}
