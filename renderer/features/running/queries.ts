import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Loaded, MemorySpan, RunningState } from '#shared/contract/running.ts'
import { recordMemory } from '#shared/domain/memory-history.ts'
import { useClient } from '../../app/core.tsx'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'
import { notify } from '../../ui/index.ts'
import { keepTimes, type KeepTime } from './keep.ts'

const historyKey = (hostId: string) => [...queryKeys.host(hostId), 'memory-history']

/** The last hour of a host as the core knows it, going on with each state that is heard. */
export function useMemoryHistory({ hostId, models, readAt }: RunningState): readonly MemorySpan[] | undefined {
  const client = useClient()
  const cache = useQueryClient()
  const { data } = useQuery<readonly MemorySpan[]>({
    queryKey: historyKey(hostId),
    queryFn: ({ signal }) => client.running.history({ hostId }, { signal }),
    // What was heard while nobody stood here is only in the core.
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

/**
 * Sets how long a loaded model stays. Its context goes along, since a bare refresh would make the server
 * load it anew with its own.
 */
export function useKeep(hostId: string) {
  const client = useClient()
  const report = useReport()
  const { t } = useTranslation()
  return useMutation({
    mutationFn: async ({ model: { name, contextLength }, time }: { model: Loaded; time: KeepTime }) => {
      const options = contextLength === null ? {} : { options: { num_ctx: contextLength } }
      const load = client.running.load({ hostId, name, keepAlive: keepTimes[time], ...options })
      if (await report(load)) notify({ title: t(`running.keep.done.${time}`, { name }) })
    },
  })
}
