import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Calibration } from '#shared/contract/measured.ts'
import { typedMachine } from '#shared/domain/memory-fit/machine.ts'
import type { Machine } from '#shared/domain/memory-fit/setting.ts'
import { useClient } from '../../app/core.tsx'
import { useTypedMemory } from '../../app/data/hosts.ts'
import { useKnownLoaded } from '../../app/data/running.ts'
import { queryKeys } from '../../app/query-keys.ts'

const STALE = 5 * 60_000

/** What the memory of a model depends on. */
export function useMemoryModel(hostId: string, name: string, digest: string) {
  const client = useClient()
  return useQuery({
    queryKey: [...queryKeys.model(hostId, name), digest, 'memory'],
    queryFn: ({ signal }) => client.library.memoryModel({ hostId, name }, { signal }),
    staleTime: STALE,
  })
}

/** What was measured of a model on a host; the core announces when it changes. */
export function useCalibration(hostId: string, digest: string): Calibration | undefined {
  const client = useClient()
  return useQuery({
    queryKey: [...queryKeys.measured, hostId, digest],
    queryFn: ({ signal }) => client.measured.of({ hostId, digest }, { signal }),
    enabled: digest !== '',
    staleTime: Infinity,
  }).data
}

/** The memory of a host's computer and what of it is free now; `null` if that is not known. */
export function useMachine(hostId: string): Machine | null {
  const memory = useTypedMemory(hostId)
  const loaded = useKnownLoaded(hostId)
  return useMemo(() => typedMachine(memory, loaded), [memory, loaded])
}
