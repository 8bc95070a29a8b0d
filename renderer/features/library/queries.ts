import { useMutation } from '@tanstack/react-query'
import type { Problem } from '#shared/contract/problem.ts'
import { useClient } from '../../app/core.tsx'
import { newId } from '../../app/new-id.ts'
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
  /** Whether they were moved to the bin. */
  binned: boolean
  /** Of all of them together, for their undo; `null` if there are none. */
  operationId: string | null
  /** The pulls after which they are deleted for good. */
  waitsFor: string[]
  stillLoaded: string[]
  failed: { name: string; problem: Problem }[]
}

/** Moves models to the bin or deletes them for good, one after another; a failure does not stop the rest. */
export function useRemoveModels(hostId: string) {
  const client = useClient()
  return useMutation({
    mutationFn: async (input: { names: readonly string[]; unload: readonly string[]; forGood: boolean }) => {
      const { names, unload, forGood } = input
      const partOf = names.length > 1 ? newId() : null
      const result: Removed = {
        removed: [],
        binned: !forGood,
        operationId: null,
        waitsFor: [],
        stillLoaded: [],
        failed: [],
      }
      for (const name of names) {
        try {
          if (unload.includes(name)) await client.running.unload({ hostId, name })
          const done = await client.library.remove({ hostId, name, forGood, partOf })
          result.removed.push(name)
          result.operationId = partOf ?? done.operationId
          if (done.stillLoaded) result.stillLoaded.push(name)
          if (done.waitsFor !== null && !result.waitsFor.includes(done.waitsFor)) result.waitsFor.push(done.waitsFor)
        } catch (error) {
          result.failed.push({ name, problem: problemOf(error) })
        }
      }
      return result
    },
  })
}
