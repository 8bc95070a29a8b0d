import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Loaded, MemorySpan, RunningState } from '#shared/contract/running.ts'
import { recordMemory } from '#shared/domain/memory-history.ts'
import { useClient } from '../../app/core.tsx'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'
import { notify } from '../../ui/index.ts'
import { keepTimes, type KeepTime } from './keep-alive-draft.ts'

const historyKey = (hostId: string) => [...queryKeys.host(hostId), 'memory-history']

/** The last hour of a host as the core knows it, continued with each reported state. */
export function useMemoryHistory({ hostId, models, readAt }: RunningState): readonly MemorySpan[] | undefined {
  const client = useClient()
  const cache = useQueryClient()
  const { data } = useQuery<readonly MemorySpan[]>({
    queryKey: historyKey(hostId),
    queryFn: ({ signal }) => client.running.history({ hostId }, { signal }),
    // Only the core knows what happened while this page was closed.
    refetchOnMount: 'always',
    refetchOnWindowFocus: 'always',
    gcTime: 0,
  })
  useEffect(() => {
    if (readAt !== null)
      cache.setQueryData<readonly MemorySpan[]>(
        historyKey(hostId),
        (spans) => spans && recordMemory(spans, models, readAt),
      )
  }, [cache, hostId, models, readAt])
  return data
}

/** Sets how long a loaded model stays. */
export function useKeep(hostId: string) {
  const client = useClient()
  const report = useReport()
  const { t } = useTranslation()
  return useMutation({
    mutationFn: async ({ model: { name }, time }: { model: Loaded; time: KeepTime }) => {
      const keep = client.running.keep({ hostId, name, keepAlive: keepTimes[time] })
      if (await report(keep)) notify({ title: t(`running.keep.done.${time}`, { name }) })
    },
  })
}
