import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Credentials, Host } from '#shared/contract/hosts.ts'
import type { Problem } from '#shared/contract/problem.ts'
import { useClient } from '../../app/core.tsx'
import { queryKeys } from '../../app/query-keys.ts'
import { useReport } from '../../app/report.ts'

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

/** Saves a host; a new one becomes the current host if `isUsed`. */
export function useSaveHost() {
  const client = useClient()
  return useMutation({
    mutationFn: async ({ hostId, isUsed, ...input }: Opening & { name: string; isUsed: boolean }) => {
      if (hostId !== undefined) return client.hosts.update({ hostId, ...input })
      const host = await client.hosts.add(input)
      if (isUsed) await client.hosts.select({ hostId: host.id })
      return host
    },
  })
}

const LOOK_AGAIN = 5_000

/** The Ollama installed on this computer; looked for repeatedly while it is shown, as the user may install one. */
export function useLocalOllama() {
  const client = useClient()
  return useQuery({
    queryKey: queryKeys.localOllama,
    queryFn: ({ signal }) => client.hosts.findLocal(undefined, { signal }),
    staleTime: 0,
    refetchInterval: LOOK_AGAIN,
  })
}

/** Why a host does not answer, and a check of it, as the props of a `ProblemView`. */
export function useHostProblem(host: Host) {
  const { t } = useTranslation()
  const client = useClient()
  const report = useReport()
  const { mutate, isPending } = useMutation({ mutationFn: () => report(client.hosts.check({ hostId: host.id })) })
  const problem: Problem = host.problem ?? { code: 'unreachable', params: { server: host.url }, retryable: true }
  return {
    problem,
    onRetry: () => mutate(),
    retrying: isPending,
    retryLabel: t(isPending ? 'common.offline.checking' : 'common.offline.check'),
  }
}

/** How often a summary is read again, in milliseconds. */
const SUMMARY_EVERY = 10_000

/** What a host holds, asked for repeatedly while `isShown`. */
export function useHostSummary({ id, reach }: Host, isShown: boolean) {
  const client = useClient()
  return useQuery({
    queryKey: [...queryKeys.models(id), 'summary', reach],
    queryFn: ({ signal }) => client.hosts.summary({ hostId: id }, { signal }),
    enabled: isShown,
    staleTime: SUMMARY_EVERY / 2,
    refetchInterval: SUMMARY_EVERY,
    placeholderData: keepPreviousData,
  }).data
}
