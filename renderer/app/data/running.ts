import { skipToken, useQuery } from '@tanstack/react-query'
import type { MemoryState } from '#shared/contract/memory.ts'
import type { Loaded, RunningState } from '#shared/contract/running.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'
import { queryKeys } from '../query-keys.ts'
import { useTypedMemory } from './hosts.ts'
import { hasGpu } from '#shared/domain/memory.ts'

/**
 * What a host has in memory, live; `undefined` until the core first reports. Events come every few seconds
 * and mostly change nothing: with `select` a component renders again only when the selected part has changed.
 */
export function useRunning(hostId: string | null): RunningState | undefined
export function useRunning<T>(hostId: string | null, select: (state: RunningState) => T): T | undefined
export function useRunning<T>(hostId: string | null, select?: (state: RunningState) => T) {
  return useQuery<RunningState, Error, T | RunningState>({
    queryKey: queryKeys.running(hostId ?? ''),
    queryFn: skipToken,
    staleTime: Infinity,
    ...(select ? { select } : {}),
  }).data
}

const modelsOf = ({ models }: RunningState) => models
const knownOf = ({ readAt, models }: RunningState) => (readAt === null ? null : models)

/** The models in memory, as last reported. */
export function useLoaded(hostId: string | null): readonly Loaded[] | undefined {
  return useRunning(hostId, modelsOf)
}

/** The models in memory; `null` until they have been read once. */
export function useKnownLoaded(hostId: string | null): readonly Loaded[] | null {
  return useRunning(hostId, knownOf) ?? null
}

/**
 * Real readings of the host's computer, live; `null` until the core first reports. With `select` a component renders
 * again only when the selected part has changed.
 */
export function useMemoryState(hostId: string | null): MemoryState | null
export function useMemoryState<T>(hostId: string | null, select: (state: MemoryState) => T): T | null
export function useMemoryState<T>(hostId: string | null, select?: (state: MemoryState) => T) {
  return (
    useQuery<MemoryState, Error, T | MemoryState>({
      queryKey: queryKeys.memory(hostId ?? ''),
      queryFn: skipToken,
      staleTime: Infinity,
      ...(select ? { select } : {}),
    }).data ?? null
  )
}

const gpusOf = ({ state, gpus }: MemoryState) => ({ state, gpus })

/** Whether a host has a GPU that its server uses; `null` if that is not known. */
export function useHasGpu(hostId: string | null): boolean | null {
  return hasGpu(useMemoryState(hostId, gpusOf), useTypedMemory(hostId))
}

/** Sorted by name, so that a model has the same position everywhere, as it has the same colour (`seriesClass(slot)`). */
export function inOrder(models: readonly Loaded[]): Loaded[] {
  const sorted = [...models]
  sorted.sort((a, b) => naturalCompare(a.name, b.name))
  return sorted
}
