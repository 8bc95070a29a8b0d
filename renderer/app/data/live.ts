import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { HostsState } from '#shared/contract/hosts.ts'
import type { MemoryState } from '#shared/contract/memory.ts'
import type { RunningState } from '#shared/contract/running.ts'
import type { Change } from '#shared/contract/system.ts'
import type { Transfer } from '#shared/contract/transfers.ts'
import { useClient, useConnection } from '../core.tsx'
import { restorePageState } from '../page-state.ts'
import { queryKeys } from '../query-keys.ts'
import { useNavigation } from '../navigation.ts'
import { perFrame, usePageVisible } from '../frames.ts'
import { useCurrentHost } from './hosts.ts'
import { useModelsLastSeen } from './models.ts'
import { subscribe } from './subscribe.ts'
import { applyTransferEvent, withNextSnapshots } from './transfers.ts'

const changed = {
  settings: queryKeys.settings,
  notices: queryKeys.info,
  measured: queryKeys.measured,
  notes: queryKeys.notes,
  presets: queryKeys.presets,
  view: queryKeys.libraryView,
  history: queryKeys.history,
} as const
const keyOfChange = (change: Change) => {
  if (change.type === 'models') return queryKeys.models(change.hostId)
  if (change.type === 'updates') return queryKeys.updates(change.hostId)
  return change.type === 'answers' ? queryKeys.answers(change.hostId) : changed[change.type]
}

/**
 * The live streams of the core, each followed once and written into the query cache. Components read
 * `useHosts`, `useTransfers` and `useRunning`; none opens a stream of its own for these.
 */
export function useLiveStreams(): void {
  const client = useClient()
  const cache = useQueryClient()
  const hostId = useCurrentHost()?.id ?? null
  const connection = useConnection()
  const isVisible = usePageVisible()
  useModelsLastSeen(hostId)

  // A hidden page needs no news of hosts and memory; the core sends the whole state when the page subscribes again.
  useEffect(() => {
    if (!isVisible) return undefined
    const known = () => cache.getQueryData<HostsState>(queryKeys.hosts)
    const show = (state: HostsState) => {
      const before = known()
      // The inspected model belongs to the previous host.
      if (before && before.currentId !== state.currentId) useNavigation.getState().inspect(null)
      const { currentId } = state
      // At the start the page may be there before it is known which host is the current one.
      if (currentId !== null && (before?.currentId ?? null) === null)
        client.pageState.get({ hostId: currentId }).then(
          (left) => restorePageState(cache, currentId, left),
          () => {},
        )
      // What was read at another address is of another server.
      for (const { id, url } of before?.hosts ?? [])
        if (state.hosts.some((host) => host.id === id && host.url !== url))
          for (const queryKey of [queryKeys.models(id), queryKeys.updates(id)]) void cache.resetQueries({ queryKey })
      cache.setQueryData<HostsState>(queryKeys.hosts, state)
    }
    const showLatest = perFrame<HostsState>((states) => states.slice(-1).forEach(show))
    return subscribe(
      (signal) => client.hosts.watch(undefined, { signal }),
      // The whole page waits for the first event, so it is not delayed to the next frame.
      (state) => (known() ? showLatest(state) : show(state)),
    )
  }, [client, cache, isVisible])

  useEffect(
    () =>
      subscribe(
        (signal) => client.transfers.watch(undefined, { signal }),
        perFrame(
          (events) =>
            cache.setQueryData<readonly Transfer[]>(queryKeys.transfers, (list) =>
              events.reduce<readonly Transfer[]>(applyTransferEvent, list ?? []),
            ),
          withNextSnapshots,
        ),
      ),
    [client, cache],
  )

  useEffect(
    () =>
      subscribe(
        (signal) => client.system.changes(undefined, { signal }),
        (change) =>
          void cache.invalidateQueries({
            queryKey: keyOfChange(change),
          }),
      ),
    [client, cache],
  )

  useFollowRunning(hostId)

  // No changes were announced while the connection was lost.
  const wasLost = useRef(false)
  useEffect(() => {
    if (connection === 'lost') wasLost.current = true
    if (connection !== 'open' || !wasLost.current) return
    wasLost.current = false
    void cache.invalidateQueries()
  }, [connection, cache])
}

/** Follows what a host has in memory, for `useRunning` and `useMemoryState`. Of the current host the page does it anyway. */
export function useFollowRunning(hostId: string | null): void {
  const client = useClient()
  const cache = useQueryClient()
  const isVisible = usePageVisible()
  useEffect(() => {
    if (hostId === null || !isVisible) return undefined
    return subscribe(
      (signal) => client.running.watch({ hostId }, { signal }),
      perFrame((states) => cache.setQueryData<RunningState>(queryKeys.running(hostId), states.at(-1))),
    )
  }, [client, cache, hostId, isVisible])
  useEffect(() => {
    if (hostId === null || !isVisible) return undefined
    return subscribe(
      (signal) => client.memory.watch({ hostId }, { signal }),
      perFrame((states) => cache.setQueryData<MemoryState>(queryKeys.memory(hostId), states.at(-1))),
    )
  }, [client, cache, hostId, isVisible])
}
