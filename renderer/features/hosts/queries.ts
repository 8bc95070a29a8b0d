import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { parseHostUrl } from '#shared/ollama/host-url.ts'
import { useClient } from '../../app/core.tsx'
import { keys } from '../../app/keys.ts'

/** So long a test of an address counts as fresh, in milliseconds. */
const TEST_STALE = 5000
/** So long the address must stand still before it is tried. */
const STILL = 600

function useStill<T>(value: T): T {
  const [still, setStill] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setStill(value), STILL)
    return () => clearTimeout(timer)
  }, [value])
  return still
}

/** Asks the server at an address who it is, as soon as the address is one and no longer changes. */
export function useHostTest(text: string) {
  const client = useClient()
  const url = useStill(text.trim())
  const enabled = url !== '' && !('fault' in parseHostUrl(url))
  const query = useQuery({
    queryKey: [...keys.hosts, 'test', url],
    queryFn: ({ signal }) => client.hosts.test({ url }, { signal }),
    enabled,
    retry: false,
    staleTime: TEST_STALE,
    gcTime: TEST_STALE,
  })
  return { ...query, isCurrent: enabled && url === text.trim() }
}

export function useSaveHost() {
  const client = useClient()
  return useMutation({
    mutationFn: async ({ hostId, ...input }: { hostId: string | null; name: string; url: string }) => {
      if (hostId !== null) return client.hosts.update({ hostId, ...input })
      const host = await client.hosts.add(input)
      await client.hosts.select({ hostId: host.id })
      return host
    },
  })
}

/** The Ollama installed on this computer, for as long as Welcome is looked at. */
export function useLocalOllama() {
  const client = useClient()
  return useQuery({
    queryKey: keys.localOllama,
    queryFn: ({ signal }) => client.hosts.findLocal(undefined, { signal }),
    staleTime: 0,
  })
}
