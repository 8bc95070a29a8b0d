import { useQuery } from '@tanstack/react-query'
import type { Model } from '#shared/contract/library.ts'
import { useClient } from '../../app/core.tsx'
import { queryKeys } from '../../app/query-keys.ts'
import { inspectionQuery } from '../inspector/queries.ts'

/** The answers kept of a model, the newest first. The core announces when they change. */
export function useKeptAnswers(hostId: string, model: string) {
  const client = useClient()
  return useQuery({
    queryKey: [...queryKeys.answers(hostId), model],
    queryFn: () => client.prompts.answers({ hostId, model }),
    staleTime: Infinity,
  })
}

/**
 * The capabilities of a model; the server is asked for them if its list has none. `null` if it is not known, as on
 * servers before 0.6.4.
 */
export function useCapabilities(hostId: string, model: Model | undefined): string[] | null {
  const client = useClient()
  const { data } = useQuery({
    ...inspectionQuery(client, { hostId, name: model?.name ?? '', digest: model?.digest ?? '' }),
    enabled: model !== undefined && model.capabilities === null,
    retry: false,
  })
  return model?.capabilities ?? data?.capabilities ?? null
}
