import { queryOptions, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Host } from '#shared/contract/hosts.ts'
import type { CorralClient } from '#shared/contract/index.ts'
import type { Calibration } from '#shared/contract/measured.ts'
import { measuredMachine } from '#shared/domain/machine-memory.ts'
import { machineWithout, typedMachine } from '#shared/domain/memory-fit/machine.ts'
import type { Machine, Setting } from '#shared/domain/memory-fit/setting.ts'
import { useClient } from '../../app/core.tsx'
import { useTypedMemory } from '../../app/data/hosts.ts'
import { useKnownLoaded, useMemoryState } from '../../app/data/running.ts'
import { queryKeys } from '../../app/query-keys.ts'
import { loadedAs } from '../library/possible-acts.ts'

const STALE = 5 * 60_000

/** What the memory of a model depends on. */
export const memoryModelQuery = (client: CorralClient, hostId: string, name: string, digest: string) =>
  queryOptions({
    queryKey: [...queryKeys.model(hostId, name), digest, 'memory'],
    queryFn: ({ signal }) => client.library.memoryModel({ hostId, name }, { signal }),
    staleTime: STALE,
  })

export function useMemoryModel(hostId: string, name: string, digest: string) {
  return useQuery(memoryModelQuery(useClient(), hostId, name, digest))
}

/** What was measured of a model on a host; the core announces when it changes. */
export const calibrationQuery = (client: CorralClient, hostId: string, digest: string) =>
  queryOptions({
    queryKey: [...queryKeys.measured, hostId, digest],
    queryFn: ({ signal }) => client.measured.of({ hostId, digest }, { signal }),
    staleTime: Infinity,
  })

export function useCalibration(hostId: string, digest: string): Calibration | undefined {
  return useQuery({ ...calibrationQuery(useClient(), hostId, digest), enabled: digest !== '' }).data
}

/** The memory of a host's computer as measured; `null` if it is not. */
export function useMeasuredMachine(hostId: string): Machine | null {
  const measured = useMemoryState(hostId)
  const loaded = useKnownLoaded(hostId)
  return useMemo(() => measured && measuredMachine(measured, loaded ?? []), [measured, loaded])
}

/**
 * The memory of a host's computer and what of it is free now: as measured, else by what the user typed; `null` if that
 * is not known.
 */
export function useMachine(hostId: string): Machine | null {
  const memory = useTypedMemory(hostId)
  const loaded = useKnownLoaded(hostId)
  const measured = useMeasuredMachine(hostId)
  return useMemo(() => measured ?? typedMachine(memory, loaded), [measured, memory, loaded])
}

/** What is known of a load of a model on a host, all but its context. A load of one that is loaded unloads it first. */
export function useSetting(
  { id: hostId, version, memory }: Host,
  { name, digest }: { name: string; digest: string },
  { gpuLayers, batch }: { gpuLayers: number | null; batch: number | null },
): Omit<Setting, 'context'> {
  const free = useMachine(hostId)
  const loaded = useKnownLoaded(hostId)
  const machine = useMemo(() => {
    const as = loadedAs({ name, digest: digest === '' ? null : digest, cloud: null }, loaded ?? [])
    const held = loaded?.find((one) => one.name === as)
    return free && held ? machineWithout(free, held) : free
  }, [free, loaded, name, digest])
  const calibration = useCalibration(hostId, digest)
  const { slots, cacheType } = memory ?? {}
  return useMemo(
    () => ({
      gpuLayers: gpuLayers ?? undefined,
      batch: batch ?? undefined,
      slots: slots ?? undefined,
      cacheType: cacheType ?? undefined,
      version,
      machine,
      measured: calibration?.loads,
      told: calibration?.told,
    }),
    [gpuLayers, batch, slots, cacheType, version, machine, calibration],
  )
}
