import { useQuery } from '@tanstack/react-query'
import type { Model } from '#shared/contract/library.ts'
import { useClient } from '../core.tsx'
import { keys } from '../keys.ts'

/** Models change behind our back (`ollama pull` in a terminal), so the list is read again when looked at after this long. */
const MODELS_STALE = 30_000

/** The models of a host; `enabled` false leaves the server alone. */
export function useModels(hostId: string | null, enabled = true) {
  const client = useClient()
  return useQuery<Model[]>({
    queryKey: keys.modelList(hostId ?? ''),
    queryFn: ({ signal }) => client.library.list({ hostId: hostId ?? '' }, { signal }),
    enabled: hostId !== null && enabled,
    staleTime: MODELS_STALE,
    refetchOnWindowFocus: true,
  })
}
