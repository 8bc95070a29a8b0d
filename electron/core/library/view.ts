import { libraryViewSchema, type LibraryView } from '#shared/contract/library.ts'
import type { Platform } from '../platform.ts'
import { openStore, type Store } from '../settings/store.ts'

/** How the list is looked at: one for all hosts, kept in a file of its own. */
export function openLibraryView({ disk, log, clock }: Platform): Promise<Store<LibraryView>> {
  return openStore(disk, log, clock, 'library.json', 1, libraryViewSchema, libraryViewSchema.parse({}))
}
