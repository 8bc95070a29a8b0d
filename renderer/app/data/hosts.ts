import { skipToken, useQuery } from '@tanstack/react-query'
import type { Host, HostsState } from '#shared/contract/hosts.ts'
import { queryKeys } from '../query-keys.ts'

const live = { queryFn: skipToken, staleTime: Infinity, gcTime: Infinity } as const

/** The hosts as the core sees them, live; `undefined` until the core first reports. */
export function useHosts(): HostsState | undefined {
  return useQuery<HostsState>({ queryKey: queryKeys.hosts, ...live }).data
}

function currentOf({ hosts, currentId }: HostsState): Host | null {
  const current = hosts.find(({ id }) => id === currentId)
  return current ? { ...current, latencyMs: null, checkedAt: null } : null
}

const namesOf = ({ hosts, currentId }: HostsState) => ({
  currentId,
  hosts: hosts.map(({ id, name, kind, url }) => ({ id, name, kind, url })),
})

/** The hosts and their names without the results of checks, so that a check renders nothing. */
export function useHostNames(): ReturnType<typeof namesOf> | undefined {
  return useQuery({ queryKey: queryKeys.hosts, ...live, select: namesOf }).data
}

const countOf = ({ hosts }: HostsState) => hosts.length
const lookedOf = ({ lastProbe }: HostsState) => lastProbe

export function useHostCount(): number | undefined {
  return useQuery({ queryKey: queryKeys.hosts, ...live, select: countOf }).data
}

/** The result of the last search for a server that found none; `undefined` until the core first reports. */
export function useLastProbe(): HostsState['lastProbe'] | undefined {
  return useQuery({ queryKey: queryKeys.hosts, ...live, select: lookedOf }).data
}

/**
 * The host the page shows; `null` while there is none (Welcome) or nothing is known yet. Time and
 * latency of its last check are in `useHosts` only, so that a check does not render all users of this hook.
 */
export function useCurrentHost(): Host | null {
  return useQuery({ queryKey: queryKeys.hosts, ...live, select: currentOf }).data ?? null
}

/** Whether a host answers with Ollama's API. */
export function useIsUp(hostId: string): boolean {
  const isUp = ({ hosts }: HostsState) => hosts.some(({ id, reach }) => id === hostId && reach === 'up')
  return useQuery({ queryKey: queryKeys.hosts, ...live, select: isUp }).data ?? false
}

/** What the user typed of the memory of a host; `null` if they did not. */
export function useTypedMemory(hostId: string | null): Host['memory'] {
  const memoryOf = ({ hosts }: HostsState) => hosts.find(({ id }) => id === hostId)?.memory ?? null
  return useQuery({ queryKey: queryKeys.hosts, ...live, select: memoryOf }).data ?? null
}

/** Whether models can be pulled to the current host and pushed from it: there is one, and it is not ollama.com. */
export function useCanTransfer(): boolean {
  const host = useCurrentHost()
  return host !== null && host.server !== 'ollama_cloud'
}

/** The current host's id, for pages that are shown only while there is one. */
export function useHostId(): string {
  const host = useCurrentHost()
  if (host === null) throw new Error('a place was shown without a host')
  return host.id
}
