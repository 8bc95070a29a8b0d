import memoizeOne from 'memoize-one'
import type { Model } from '#shared/contract/library.ts'
import type { HostUpdates, ModelUpdate } from '#shared/contract/updates.ts'
import { updatesByName, useUpdates } from '../../app/data/updates.ts'

/** What is shown of a model that was checked, in the order of the column: first what waits for a decision. */
export const updateStates = [
  'update',
  'probably_update',
  'failed',
  'skipped',
  'retired',
  'private',
  'not_in_registry',
  'not_asked',
  'never',
  'probably_current',
  'current',
] as const
export type UpdateState = (typeof updateStates)[number]

export function updateState({ verdict, offered, never }: ModelUpdate): UpdateState {
  if (never) return 'never'
  return !offered && (verdict === 'update' || verdict === 'probably_update') ? 'skipped' : verdict
}

export const isOffered = (state: UpdateState | null): boolean => state === 'update' || state === 'probably_update'

/** `null` for a model that was not checked as it is now. */
export type UpdateOf = (model: Pick<Model, 'name'>) => UpdateState | null

const stateIn = memoizeOne((updates: HostUpdates | undefined): UpdateOf | null => {
  if (!updates || updates.models.length === 0) return null
  const known = updatesByName(updates)
  return ({ name }) => {
    const update = known.get(name)
    return update ? updateState(update) : null
  }
})

/** `null` while nothing was ever checked. The same function until what is known changes. */
export function useUpdateOf(hostId: string): UpdateOf | null {
  return stateIn(useUpdates(hostId))
}
