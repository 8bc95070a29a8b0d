import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Transfer } from '#shared/contract/transfers.ts'
import { useClient } from '../../app/core.tsx'
import { inNextFrame } from '../../app/frames.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'
import { queueOf } from './sections.ts'

/**
 * Moves a transfer within the queue of a host. Moves are made one after the other, each in the order that the one
 * before has left.
 *
 * @param moved hears the place it has then, from 1, and of how many
 */
export function useMove(hostId: string, moved: (id: string, place: number, count: number) => void) {
  const client = useClient()
  const cache = useQueryClient()
  const report = useReport()
  const last = useRef(Promise.resolve())
  const queue = () => queueOf(cache.getQueryData<readonly Transfer[]>(queryKeys.transfers) ?? [], hostId)
  /** `to` takes the queue and returns which one it is put before; `undefined` leaves it where it is. */
  return (id: string, to: (queue: readonly string[]) => string | null | undefined) => {
    const move = async () => {
      const before = to(queue())
      if (before === undefined || !(await report(client.transfers.move({ id, before })))) return
      // The new order came before the answer, and is in the cache from the next frame on.
      await new Promise<void>(inNextFrame)
      const now = queue()
      moved(id, now.indexOf(id) + 1, now.length)
    }
    last.current = last.current.then(move)
  }
}
