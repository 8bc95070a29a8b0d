import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Preset } from '#shared/contract/presets.ts'
import { withPreset } from '#shared/domain/presets.ts'
import { useClient } from '../core.tsx'
import { queryKeys } from '../query-keys.ts'

/** How Corral loads models of all hosts, the oldest first; the core announces changes. */
export function usePresets(): readonly Preset[] | undefined {
  const client = useClient()
  return useQuery({
    queryKey: queryKeys.presets,
    queryFn: ({ signal }): Promise<readonly Preset[]> => client.presets.list(undefined, { signal }),
    staleTime: Infinity,
  }).data
}

/** Saves a preset; an empty one removes that of its model. */
export function useSetPreset() {
  const client = useClient()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (preset: Preset) => client.presets.set(preset),
    onSuccess: (_, preset) =>
      cache.setQueryData<readonly Preset[]>(queryKeys.presets, (presets) => presets && withPreset(presets, preset)),
  })
}
