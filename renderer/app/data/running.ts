import { skipToken, useQuery } from '@tanstack/react-query'
import type { Loaded, RunningState } from '#shared/contract/running.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'
import { keys } from '../keys.ts'

/** What the current host has in memory, live; `undefined` until its first word. */
export function useRunning(hostId: string | null): RunningState | undefined {
  return useQuery<RunningState>({
    queryKey: keys.running(hostId ?? ''),
    queryFn: skipToken,
    staleTime: Infinity,
  }).data
}

/** In the order of their names, so that a model keeps its place everywhere, as it keeps its colour (`seriesClass(slot)`). */
export function inOrder(models: readonly Loaded[]): Loaded[] {
  const sorted = [...models]
  sorted.sort((a, b) => naturalCompare(a.name, b.name))
  return sorted
}
