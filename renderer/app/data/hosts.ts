import { skipToken, useQuery } from '@tanstack/react-query'
import type { Host, HostsState } from '#shared/contract/hosts.ts'
import { keys } from '../keys.ts'

const live = { queryFn: skipToken, staleTime: Infinity, gcTime: Infinity } as const

/** The hosts as the core sees them, live; `undefined` until the first word of it. */
export function useHosts(): HostsState | undefined {
  return useQuery<HostsState>({ queryKey: keys.hosts, ...live }).data
}

function currentOf({ hosts, currentId }: HostsState): Host | null {
  return hosts.find(({ id }) => id === currentId) ?? null
}

/** The host the page shows; `null` while there is none (Welcome) or nothing is known yet. */
export function useCurrentHost(): Host | null {
  return useQuery({ queryKey: keys.hosts, ...live, select: currentOf }).data ?? null
}

/** The current host's id inside a place, which is only shown while there is one. */
export function useHostId(): string {
  const host = useCurrentHost()
  if (host === null) throw new Error('a place was shown without a host')
  return host.id
}
