import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Transfer } from '#shared/contract/transfers.ts'
import { useClient } from '../../app/core.tsx'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'
import { clearable, endedOf, type EndedFilter } from './sections.ts'

/** Ids in one call, see the contract. */
const MOST = 1000

/** What is done with many transfers at once. */
export function useTransferActs() {
  const client = useClient()
  const report = useReport()
  const cache = useQueryClient()
  return useMemo(() => {
    const some = (hostId?: string) => (hostId === undefined ? {} : { hostId })
    return {
      /** Of one host, or of all. */
      pause: (hostId?: string) => void report(client.transfers.pause(some(hostId))),
      resume: (hostId?: string) => void report(client.transfers.resume(some(hostId))),
      clear: (filter: EndedFilter) => {
        const list = cache.getQueryData<readonly Transfer[]>(queryKeys.transfers) ?? []
        const ids = clearable(endedOf(list, filter), filter.outcome)
        for (let at = 0; at < ids.length; at += MOST)
          void report(client.transfers.clear({ ids: ids.slice(at, at + MOST) }))
      },
    }
  }, [client, report, cache])
}
