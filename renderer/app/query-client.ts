import { notifyManager, QueryClient } from '@tanstack/react-query'
import { problemOf } from '../host/index.ts'

const TRIES = 2

// A microtask renders changes within the same frame; the default timer may render them in a later one.
notifyManager.setScheduler(queueMicrotask)

/** `always`, as the core runs on this computer and does not need the network. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < TRIES && problemOf(error).retryable,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  })
}
