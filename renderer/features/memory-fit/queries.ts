import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { create } from 'zustand'
import type { Calibration } from '#shared/contract/measured.ts'
import { GIB, type Machine } from '#shared/domain/memory-fit/setting.ts'
import { useClient } from '../../app/core.tsx'
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

interface FreeMemory {
  /** GiB by host, as the user typed them. */
  gib: Readonly<Record<string, number | null>>
  set: (hostId: string, gib: number | null) => void
}

export const useFreeMemory = create<FreeMemory>((set) => ({
  gib: {},
  set: (hostId, gib) => set((before) => ({ gib: { ...before.gib, [hostId]: gib } })),
}))

/** One GPU with the free memory that the user typed; `null` where nothing is typed. */
export function useMachine(hostId: string): Machine | null {
  const gib = useFreeMemory((memory) => memory.gib[hostId] ?? null)
  return useMemo(
    () => (gib === null ? null : { devices: gib > 0 ? [{ free: gib * GIB, total: null }] : [], ram: null }),
    [gib],
  )
}
