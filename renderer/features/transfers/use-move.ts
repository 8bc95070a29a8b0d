import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Transfer } from '#shared/contract/transfers.ts'
import { useClient } from '../../app/core.tsx'
import { withNextSnapshots } from '../../app/data/transfers.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'
import { queueOf } from './sections.ts'

/**
 * Moves transfers within the queue of a host, one move at a time, each based on the order after the one before.
 *
 * @param moved called with the new position, from 1, and the length of the queue
 */
export function useMove(hostId: string, moved: (id: string, place: number, count: number) => void) {
  const client = useClient()
  const cache = useQueryClient()
  const report = useReport()
  const last = useRef(Promise.resolve())
  const queue = () => queueOf(cache.getQueryData<readonly Transfer[]>(queryKeys.transfers) ?? [], hostId)
  /** `to` returns the transfer to move it before, `null` for the end, `undefined` for no move. */
  return (id: string, to: (queue: readonly string[]) => string | null | undefined) => {
    const move = async () => {
      const before = to(queue())
      if (before === undefined || !(await report(client.transfers.move({ id, before })))) return
      // The event with the new order arrived before the answer.
      await new Promise<void>(withNextSnapshots)
      const now = queue()
      moved(id, now.indexOf(id) + 1, now.length)
    }
    last.current = last.current.then(move)
  }
}
