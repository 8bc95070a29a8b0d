import { notifyManager, QueryClient } from '@tanstack/react-query'
import { problemOf } from '../host/index.ts'

const TRIES = 2

// What is written within a frame is drawn in that frame, and not by a timer in whichever it falls.
notifyManager.setScheduler(queueMicrotask)

/** The core is on this computer, whatever the browser thinks of the network; hence `always`. */
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
