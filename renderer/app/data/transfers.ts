import { replaceEqualDeep, skipToken, useQuery } from '@tanstack/react-query'
import type { Transfer, TransferEvent } from '#shared/contract/transfers.ts'
import { shareOfAll } from '#shared/domain/progress.ts'
import { isAtWork, isUnderWay } from '#shared/domain/transfer-state.ts'
import { atMostEvery } from '../frames.ts'
import { queryKeys } from '../query-keys.ts'

/** Calls back when the events that have arrived are in the list: ten times a second at most, as each has a snapshot. */
export const withNextSnapshots = atMostEvery(100)

/** The list after an event: a snapshot replaces the one before in place, a new transfer comes first. */
export function applyTransferEvent(list: readonly Transfer[], event: TransferEvent): Transfer[] {
  if (event.type === 'all') return event.transfers
  if (event.type === 'cleared') return list.filter(({ id }) => !event.ids.includes(id))
  const { transfer } = event
  const known = list.some(({ id }) => id === transfer.id)
  return known ? list.map((one) => (one.id === transfer.id ? transfer : one)) : [transfer, ...list]
}

const none: readonly Transfer[] = []

/**
 * Keeps the old value if nothing has changed. Unchanged transfers keep their identity, so arrays are compared up to the
 * first item that differs: the deep comparison of a thousand ended transfers at each event takes more time than all
 * rendering.
 */
export function reuseTransfers(old: unknown, next: unknown): unknown {
  if (!Array.isArray(old) || !Array.isArray(next)) return replaceEqualDeep(old, next)
  return old.length === next.length && old.every((item, at) => replaceEqualDeep(item, next[at]) === item) ? old : next
}

/**
 * The transfers of all hosts, live. With `select` a component renders again only when the selected part
 * has changed: `useTransfers((list) => list.find(({ id }) => id === mine))` for a single row. While it is not live it
 * renders for no change, and has the newest when it renders for another reason.
 */
export function useTransfers(): readonly Transfer[]
export function useTransfers<T>(select: (list: readonly Transfer[]) => T, isLive?: boolean): T
export function useTransfers<T>(select?: (list: readonly Transfer[]) => T, isLive = true) {
  const { data } = useQuery<readonly Transfer[], Error, T | readonly Transfer[]>({
    queryKey: queryKeys.transfers,
    queryFn: skipToken,
    staleTime: Infinity,
    gcTime: Infinity,
    structuralSharing: reuseTransfers,
    subscribed: isLive,
    ...(select ? { select } : {}),
  })
  return data ?? (select ? select(none) : none)
}

export interface TransferSummary {
  /** At work, by kind. */
  pulls: number
  pushes: number
  /** Waiting for their turn. */
  queued: number
  paused: number
  /** Bytes per second of all together; `null` while no rate is known. */
  rate: number | null
  /** Milliseconds until the last one of these and of the queue is done; `null` while one is unknown. */
  remainingMs: number | null
  /** Progress of these and the queue together, from 0 to 1, of the layers known so far; `null` before the first figures. */
  share: number | null
}

export function summaryOf(list: readonly Transfer[]): TransferSummary {
  const active = list.filter(isUnderWay)
  const atWork = active.filter(isAtWork)
  const rates = active.flatMap(({ rate }) => (rate === null ? [] : [rate]))
  const remaining = active.map(({ remainingMs }) => remainingMs)
  return {
    pulls: atWork.filter(({ kind }) => kind === 'pull').length,
    pushes: atWork.filter(({ kind }) => kind === 'push').length,
    queued: list.filter(({ state }) => state === 'queued').length,
    paused: list.filter(({ state }) => state === 'paused').length,
    rate: rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0),
    remainingMs: remaining.reduce<number | null>(
      (most, ms) => (most === null || ms === null ? null : Math.max(most, ms)),
      active.length === 0 ? null : 0,
    ),
    share: shareOfAll(active),
  }
}
