import { useMutation } from '@tanstack/react-query'
import type { Problem } from '#shared/contract/problem.ts'
import { useClient } from '../../app/core.tsx'
import { problemOf } from '../../host/index.ts'

/** The core announces the change, and all lists and inspections are read again. */

export function useCopyModel(hostId: string) {
  const client = useClient()
  return useMutation({
    mutationFn: (input: { source: string; destination: string; overwrite: boolean }) =>
      client.library.copy({ hostId, ...input }),
  })
}

/** Mutation key of all renames. */
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

/** Deletes models one after another; a failure does not stop the rest. */
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
