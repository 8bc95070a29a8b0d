import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CorralEvent, EventNews } from '#shared/contract/events.ts'
import { useClient } from '../core.tsx'
import { queryKeys } from '../query-keys.ts'
import { subscribe } from './subscribe.ts'

/** The core keeps as many. */
const KEPT = 200

/** The list after a piece of news: `all` replaces it, an event comes last. */
export function withEventNews(list: readonly CorralEvent[], news: EventNews): readonly CorralEvent[] {
  return news.type === 'all' ? news.events : [...list, news.event].slice(-KEPT)
}

/** Follows the events of the core. To be used once in the page. */
export function EventStream() {
  const client = useClient()
  const cache = useQueryClient()
  useEffect(
    () =>
      subscribe(
        (signal) => client.events.watch(undefined, { signal }),
        (news) =>
          cache.setQueryData<readonly CorralEvent[]>(queryKeys.events, (list) => withEventNews(list ?? [], news)),
      ),
    [client, cache],
  )
  return null
}

const none: readonly CorralEvent[] = []

/** What happened in this run, oldest first. */
export function useEvents(): readonly CorralEvent[] {
  return (
    useQuery<readonly CorralEvent[]>({
      queryKey: queryKeys.events,
      queryFn: skipToken,
      staleTime: Infinity,
      gcTime: Infinity,
    }).data ?? none
  )
}
