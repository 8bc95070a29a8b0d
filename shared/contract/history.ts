import { z } from 'zod'
import { hostId, instant, modelName } from './fields.ts'
import { base, problemSchema } from './problem.ts'

export const operationKinds = [
  'pull',
  'push',
  'copy',
  'rename',
  /** Moves a name to the bin, deletes it for good, or empties an entry of the bin. */
  'delete',
  /** Gives a model of the bin a name again. */
  'restore',
  /** Keeps the version of a name before it is replaced. */
  'keep',
  /** Puts a kept version back, and keeps the one it replaces. */
  'rollback',
  'load',
  'unload',
  /** A host was added, changed or removed. */
  'host',
  'settings',
] as const

/** What was done, for the words of an entry. */
export const historyActs = [
  'pull',
  'push',
  'copy',
  'rename',
  /** Moved to the bin. */
  'bin',
  /** Deleted for good. */
  'delete',
  /** An entry of the bin was deleted for good. */
  'empty',
  'restore',
  'keep',
  'rollback',
  'load',
  /** How long a loaded model stays was set. */
  'keep_alive',
  'unload',
  'host_add',
  'host_change',
  'host_remove',
  'settings',
] as const

const operationId = z.string().min(1).max(64)

/** Whether it can be undone now; `null` where there is nothing to undo. */
const undoSchema = z
  .discriminatedUnion('possible', [
    z.object({
      possible: z.literal(true),
      /** Whether a host is then without credentials or a trusted certificate that it has now or had. */
      withoutCredentials: z.boolean(),
    }),
    z.object({ possible: z.literal(false), problem: problemSchema }),
  ])
  .nullable()

const summarySchema = z.object({
  /** Of the operation; of a bulk what its operations have in common. */
  id: z.string(),
  act: z.enum(historyActs),
  /** What the operation did that this one reverses; `null` if it reverses none. */
  reverses: z.enum(['undo', 'redo']).nullable(),
  /** Name and address as they were; empty for settings. */
  host: z.object({ id: z.string(), name: z.string(), url: z.string() }),
  /** One name, or the old and the new one. Of a bulk those of its parts, at most three. */
  names: z.array(z.string()),
  at: instant,
  endedAt: instant.nullable(),
  /** `unknown`: an answer is missing, and the server was not asked since. `undone`: a crash, after which nothing was changed. */
  state: z.enum(['running', 'unknown', 'done', 'failed', 'cancelled', 'undone']),
  /** Whether another operation has reversed it. */
  isUndone: z.boolean(),
  problem: problemSchema.nullable(),
  undo: undoSchema,
})

/** One line of the history: an operation, or all that were asked for at once. */
export const historyRowSchema = summarySchema.extend({
  /** Of a bulk; `null` for one operation. */
  parts: z.object({ total: z.number().int(), failed: z.number().int() }).nullable(),
})
export type HistoryRow = z.infer<typeof historyRowSchema>

const callSchema = z.object({
  method: z.string(),
  path: z.string(),
  body: z.record(z.string(), z.unknown()),
  /** The answer; `null` where none came, or where it is not told, as of a transfer that was cancelled. */
  status: z.number().nullable(),
  /** Milliseconds until it came. */
  ms: z.number().nullable(),
})
export type HistoryCall = z.infer<typeof callSchema>

export const historyPartSchema = summarySchema.extend({
  calls: z.array(callSchema),
  /** Manifest digests of names; `null`: no such name; empty: not reported. */
  digests: z.array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  /** Fields of a host or of settings, never a secret. */
  changes: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
  /** Transferred over the network, in bytes; `null` if nothing was or it is not known. */
  moved: z.number().nullable(),
  /** Whether it can be done again as it was asked for. */
  canRetry: z.boolean(),
})
export type HistoryPart = z.infer<typeof historyPartSchema>

/** All that is known of a line, with its operations in the order of their start. */
export const historyEntrySchema = z.object({ row: historyRowSchema, parts: z.array(historyPartSchema) })
export type HistoryEntry = z.infer<typeof historyEntrySchema>

const filter = z.strictObject({
  /** In names and hosts, ignoring letter case. */
  text: z.string().max(200).default(''),
  /** Address of a host. */
  url: z.string().max(2048).nullable().default(null),
  model: modelName.nullable().default(null),
  kinds: z.array(z.enum(operationKinds)).max(operationKinds.length).default([]),
})
export type HistoryFilter = z.infer<typeof filter>

const MOST_LINES = 10_000

export const history = {
  /** The newest lines first, at most `limit`. `changes` tells when to read again. */
  list: base.input(filter.extend({ limit: z.number().int().min(1).max(MOST_LINES).default(100) })).output(
    z.object({
      rows: z.array(historyRowSchema),
      /** How many lines pass the filter, and how many there are. */
      found: z.number().int(),
      total: z.number().int(),
      /** All hosts that lines tell of, by name. */
      hosts: z.array(z.object({ name: z.string(), url: z.string() })),
    }),
  ),
  /** Fails with `history_entry_unknown`. */
  entry: base.input(z.strictObject({ id: operationId })).output(historyEntrySchema),
  /** Some of the lines that pass a filter, in full; `next` is the offset of those that follow. */
  export: base
    .input(filter.extend({ offset: z.number().int().min(0).max(MOST_LINES).default(0) }))
    .output(z.object({ entries: z.array(historyEntrySchema), next: z.number().int().nullable() })),
  /**
   * Reverses a line by other operations, of a bulk all that can be, the last one first. What was an undo is done again.
   * A change of a host or of settings is set back only if nothing has changed the same again since. Fails with
   * `undo_unknown`, `undo_done`, `undo_changed`, `undo_changed_again`, `undo_gone`, `undo_secret` and what the server
   * answers.
   */
  undo: base.input(z.strictObject({ id: operationId })).output(z.object({ undone: historyRowSchema })),
  /**
   * Reverses the newest act on models of a host that can be; `redo` does again what was undone last, until something else is
   * done. `undone` is `null` if there is none.
   */
  undoLast: base
    .input(z.strictObject({ hostId, direction: z.enum(['undo', 'redo']).default('undo') }))
    .output(z.object({ undone: historyRowSchema.nullable() })),
  /** Does a failed operation again. Fails with `history_entry_unknown`, and as the act does. */
  retry: base.input(z.strictObject({ id: operationId })),
}
