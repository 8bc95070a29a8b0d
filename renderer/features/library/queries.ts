import { useMutation } from '@tanstack/react-query'
import type { Problem } from '#shared/contract/problem.ts'
import { useClient } from '../../app/core.tsx'
import { problemOf } from '../../host/index.ts'

/** The core announces what these change, and every list and inspection is read again then. */

export function useCopyModel(hostId: string) {
  const client = useClient()
  return useMutation({
    mutationFn: (input: { source: string; destination: string; overwrite: boolean }) =>
      client.library.copy({ hostId, ...input }),
  })
}

/** The key of every rename under way. */
export const renaming = ['rename'] as const

export function useRenameModel(hostId: string) {
  const client = useClient()
  return useMutation({
    mutationKey: renaming,
    mutationFn: (input: { from: string; to: string }) => client.library.rename({ hostId, ...input }),
  })
}

export interface Removed {
  removed: string[]
  stillLoaded: string[]
  failed: { name: string; problem: Problem }[]
}

/** Deletes models one after another; one that fails does not stop the rest. */
export function useRemoveModels(hostId: string) {
  const client = useClient()
  return useMutation({
    mutationFn: async ({ names, unload }: { names: readonly string[]; unload: readonly string[] }) => {
      const result: Removed = { removed: [], stillLoaded: [], failed: [] }
      for (const name of names) {
        try {
          if (unload.includes(name)) await client.running.unload({ hostId, name })
          const { stillLoaded } = await client.library.remove({ hostId, name })
          result.removed.push(name)
          if (stillLoaded) result.stillLoaded.push(name)
        } catch (error) {
          result.failed.push({ name, problem: problemOf(error) })
        }
      }
      return result
    },
  })
}
