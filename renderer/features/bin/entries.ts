import type { BinEntry } from '#shared/contract/bin.ts'
import type { Stored } from '#shared/domain/builds.ts'
import { removalOf, type Removal, type WeightsOf } from '#shared/domain/sharing.ts'

/** What Enter does with an entry. `name`: its former name is not known, so one must be given. */
export type Restoring = 'restore' | 'rollback' | 'name'

export function restoringOf({ kind, formerName }: Pick<BinEntry, 'kind' | 'formerName'>): Restoring {
  if (formerName === null) return 'name'
  return kind === 'kept' ? 'rollback' : 'restore'
}

/** Returns what deleting one of `stored` for good would free, each computed once. */
export function freesIn(stored: readonly Stored[], weightsOf: WeightsOf): (name: string) => Removal {
  const told = new Map<string, Removal>()
  return (name) => {
    const removal = told.get(name) ?? removalOf([name], stored, weightsOf)
    told.set(name, removal)
    return removal
  }
}

/** The kept versions of a model, the newest first as they are given. */
export function versionsOf(name: string, entries: readonly BinEntry[]): BinEntry[] {
  return entries.filter(({ kind, formerName }) => kind === 'kept' && formerName === name)
}
