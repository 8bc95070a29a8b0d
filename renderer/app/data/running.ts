import { skipToken, useQuery } from '@tanstack/react-query'
import type { Loaded, RunningState } from '#shared/contract/running.ts'
import { naturalCompare } from '#shared/domain/sorting.ts'
import { queryKeys } from '../query-keys.ts'
import { type MemoryFigures, memoryOf } from '#shared/domain/memory.ts'
import type { MemoryPart } from '../../ui/index.ts'

/**
 * What the current host has in memory, live; `undefined` until its first word. It is told every few seconds,
 * and mostly the same: with `select` a component is drawn again only when what it selects has changed.
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

/** The models in memory as they were seen last. */
export function useLoaded(hostId: string | null): readonly Loaded[] | undefined {
  return useRunning(hostId, modelsOf)
}

/** `null` where what is in memory was not read yet. */
export function useKnownLoaded(hostId: string | null): readonly Loaded[] | null {
  return useRunning(hostId, knownOf) ?? null
}

/** In the order of their names, so that a model keeps its place everywhere, as it keeps its colour (`seriesClass(slot)`). */
export function inOrder(models: readonly Loaded[]): Loaded[] {
  const sorted = [...models]
  sorted.sort((a, b) => naturalCompare(a.name, b.name))
  return sorted
}

interface Held extends MemoryFigures {
  name: string
  slot: number
}

/** Models as the parts of a memory bar, each in its own colour. */
export function memoryParts<M extends Held>(models: readonly M[], labelOf: (model: M) => string): MemoryPart[] {
  return models.map((model) => ({ key: model.name, label: labelOf(model), series: model.slot, ...memoryOf(model) }))
}
