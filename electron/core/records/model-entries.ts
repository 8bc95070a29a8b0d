import { z } from 'zod'
import { modelKey, type ModelKey } from '#shared/domain/model-keys.ts'
import type { HostsService } from '../hosts/hosts.ts'
import type { Operations } from '../operations/operations.ts'
import type { Platform } from '../platform.ts'
import { followModels } from './follow-models.ts'
import { readEntries, type Lost } from './read.ts'
import { openRecord, type RecordFormat } from './record.ts'

/** The model that something is kept about, as it stands in a file. */
export const modelFields = {
  /** See `hostKey`. */
  host: z
    .string()
    .min(1)
    .max(2048)
    .refine((host) => !host.includes('@')),
  name: z.string().min(1).max(600),
}

type Change<T> = (entries: readonly T[]) => readonly T[]

/** What the user keeps about models, in a record with one entry for each of them. */
export interface ModelEntries<T> {
  all(): readonly T[]
  /** Throws what `check` does, and `not_saved`. */
  update(change: Change<T>): Promise<void>
  /** As `update`, after an act that has succeeded: what cannot be written is told by the record's notice. */
  follow(change: Change<T>): void
}

interface Rules<T> {
  format: RecordFormat<readonly T[]>
  /** Throws if the entries are more than are kept. */
  check(next: readonly T[], now: readonly T[]): void
  /** The entries with that of one model under another key. */
  moved(entries: readonly T[], from: ModelKey, to: ModelKey): readonly T[]
  changed(): void
}

/** Opens a record of entries that follow a rename by Corral and a new address of a host. */
export async function openModelEntries<T extends ModelKey>(
  platform: Platform,
  hosts: Pick<HostsService, 'find' | 'state' | 'listen'>,
  operations: Pick<Operations, 'onRename'>,
  { format, check, moved, changed }: Rules<T>,
): Promise<ModelEntries<T>> {
  const record = await openRecord(platform, format)
  const update = async (change: Change<T>) => {
    const before = record.get()
    const after = await record.update((now) => {
      const next = change(now)
      check(next, now)
      return next
    })
    if (after !== before) changed()
  }
  const follow = (change: Change<T>) => {
    if (change(record.get()) !== record.get()) void update(change).catch(() => undefined)
  }
  followModels(hosts, operations, {
    keys: record.get,
    move: (pairs) => follow((entries) => pairs.reduce((kept, [from, to]) => moved(kept, from, to), entries)),
  })
  return { all: record.get, update, follow }
}

/** Reads the list of such a file one by one; second entries of a model count as lost. */
export function readModelEntries<T extends ModelKey>(
  list: readonly unknown[],
  lost: Lost,
  readEntry: (entry: unknown) => T | undefined,
): T[] {
  const keys = new Set<string>()
  return readEntries(list, lost, (entry) => {
    const read = readEntry(entry)
    if (!read || keys.has(modelKey(read))) return undefined
    keys.add(modelKey(read))
    return read
  })
}
