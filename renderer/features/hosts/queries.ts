import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import type { Credentials, LastSeen } from '#shared/contract/hosts.ts'
import type { Model } from '#shared/contract/library.ts'
import { readModels } from '#shared/domain/models.ts'
import { useClient } from '../../app/core.tsx'
import { queryKeys } from '../../app/query-keys.ts'

/** A test result is reused for this time, in milliseconds. */
const TEST_STALE = 5000
/** Debounce of the test while the user types, in milliseconds. */
const STILL = 600

/** Address and credentials of a test or a saved host; absent members keep the saved ones. */
export interface Opening {
  url: string
  hostId?: string
  credentials?: Credentials | null
  trust?: string | null
}

interface Still {
  value: Opening | null
  text: string
  /** Counts the changes and is the cache key in their place, as the values may be secret. */
  turn: number
}

function useStill(value: Opening | null): Still & { isCurrent: boolean } {
  const [still, setStill] = useState<Still>({ value: null, text: 'null', turn: 0 })
  const text = JSON.stringify(value)
  useEffect(() => {
    const timer = setTimeout(() => {
      setStill((before) => {
        if (before.text === text) return before
        return { value: JSON.parse(text) as Opening | null, text, turn: before.turn + 1 }
      })
    }, STILL)
    return () => clearTimeout(timer)
  }, [text])
  return { ...still, isCurrent: still.text === text }
}

/** Tests an address once the input is complete and has not changed for a moment; `null` tests nothing. */
export function useHostTest(opening: Opening | null) {
  const client = useClient()
  const id = useId()
  const { value, turn, isCurrent } = useStill(opening)
  const query = useQuery({
    queryKey: [...queryKeys.hosts, 'test', id, turn],
    queryFn: ({ signal }) => client.hosts.test(value ?? { url: '' }, { signal }),
    enabled: value !== null,
    retry: false,
    staleTime: TEST_STALE,
    gcTime: TEST_STALE,
  })
  return { ...query, isCurrent: isCurrent && value !== null }
}

/** The certificate of the server at an https address. */
export function useCertificate(url: string, enabled: boolean) {
  const client = useClient()
  return useQuery({
    queryKey: [...queryKeys.hosts, 'certificate', url],
    queryFn: ({ signal }) => client.hosts.certificate({ url }, { signal }),
    enabled,
    retry: false,
    // Opening the panel again must show the current certificate.
    staleTime: 0,
    gcTime: 0,
  })
}

export function useSaveHost() {
  const client = useClient()
  return useMutation({
    mutationFn: async ({ hostId, ...input }: Opening & { name: string }) => {
      if (hostId !== undefined) return client.hosts.update({ hostId, ...input })
      const host = await client.hosts.add(input)
      await client.hosts.select({ hostId: host.id })
      return host
    },
  })
}

/** The Ollama installed on this computer, checked while the welcome page is shown. */
export function useLocalOllama() {
  const client = useClient()
  return useQuery({
    queryKey: queryKeys.localOllama,
    queryFn: ({ signal }) => client.hosts.findLocal(undefined, { signal }),
    staleTime: 0,
  })
}

export type SeenModels = Omit<LastSeen, 'models'> & { models: Model[] }

/** The models a host listed last. */
export function useLastSeen(hostId: string) {
  const client = useClient()
  return useQuery({
    queryKey: [...queryKeys.host(hostId), 'last-seen'],
    queryFn: async ({ signal }): Promise<SeenModels | null> => {
      const seen = await client.hosts.lastSeen({ hostId }, { signal })
      return seen && { ...seen, models: readModels(seen.models) }
    },
    staleTime: 0,
  })
}
