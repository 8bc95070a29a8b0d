import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemoryInUse } from '#shared/contract/memory.ts'
import type { Loaded, MemorySpan, RunningState } from '#shared/contract/running.ts'
import { recordMemory } from '#shared/domain/memory-history.ts'
import { recordInUse } from '#shared/domain/memory-in-use.ts'
import { useClient } from '../../app/core.tsx'
import { useMemoryState } from '../../app/data/running.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'
import { notify } from '../../ui/index.ts'
import { keepTimes, type KeepTime } from './keep-alive-draft.ts'

const historyKey = (hostId: string) => [...queryKeys.host(hostId), 'memory-history']
const inUseKey = (hostId: string) => [...queryKeys.host(hostId), 'memory-in-use']
const none: readonly MemoryInUse[] = []

/** Only the core knows what happened while the page was closed. */
const fromCore = { refetchOnMount: 'always', refetchOnWindowFocus: 'always', gcTime: 0 } as const

/** The last hour of a host as the core knows it, continued with each reported state. */
export function useMemoryHistory({ hostId, models, readAt }: RunningState): readonly MemorySpan[] | undefined {
  const client = useClient()
  const cache = useQueryClient()
  const { data } = useQuery<readonly MemorySpan[]>({
    ...fromCore,
    queryKey: historyKey(hostId),
    queryFn: ({ signal }) => client.running.history({ hostId }, { signal }),
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

/** What all programs used in the last hour, as far as it was read, continued with each reading. */
export function useMemoryInUse(hostId: string): readonly MemoryInUse[] {
  const client = useClient()
  const cache = useQueryClient()
  const state = useMemoryState(hostId)
  const { data } = useQuery<readonly MemoryInUse[]>({
    ...fromCore,
    queryKey: inUseKey(hostId),
    queryFn: ({ signal }) => client.memory.history({ hostId }, { signal }),
  })
  useEffect(() => {
    if (state)
      cache.setQueryData<readonly MemoryInUse[]>(inUseKey(hostId), (history) => history && recordInUse(history, state))
  }, [cache, hostId, state])
  return data ?? none
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
