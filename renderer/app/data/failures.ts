import { useCallback, useEffect } from 'react'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Transfer } from '#shared/contract/transfers.ts'
import { useNavigation } from '../navigation.ts'
import { useTransfers } from './transfers.ts'

/** The failed transfers that ended after `seenUntil`. */
export function failuresAfter(list: readonly Transfer[], seenUntil: number): Transfer[] {
  return list.filter(({ state, endedAt }) => state === 'failed' && endedAt !== null && endedAt > seenUntil)
}

const newestFailure = (list: readonly Transfer[]) =>
  failuresAfter(list, 0).reduce((newest, { endedAt }) => Math.max(newest, endedAt ?? 0), 0)

interface SeenFailures {
  /** When the newest failure that the user has seen ended. */
  until: number
  see: (until: number) => void
}

const useSeenFailures = create<SeenFailures>()(
  persist((set) => ({ until: 0, see: (until) => set((seen) => ({ until: Math.max(seen.until, until) })) }), {
    name: 'corral.seen-failures',
    version: 1,
    partialize: ({ until }) => ({ until }),
  }),
)

/** Number of failed transfers in the list that the user has not seen on the page of the transfers, in this run or before. */
export function useUnseenFailures(): number {
  const { until, see } = useSeenFailures()
  const isSeen = useNavigation(({ place }) => place === 'transfers')
  const newest = useTransfers(newestFailure)
  useEffect(() => {
    if (isSeen) see(newest)
  }, [isSeen, newest, see])
  return useTransfers(useCallback((list) => failuresAfter(list, until).length, [until]))
}
