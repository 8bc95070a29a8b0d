import { z } from 'zod'
import { hostId, instant, modelName } from './fields.ts'
import { listedSchema, partOf } from './library.ts'
import { base, problemSchema } from './problem.ts'

export const binEntrySchema = listedSchema.extend({
  /** The name it had, as the server listed it; `null` if neither its own name nor Corral tells it. */
  formerName: z.string().nullable(),
  /** `leaving` is deleted for good as soon as no pull may share its layers. */
  kind: z.enum(['deleted', 'kept', 'leaving']),
  /** Since when it is kept, to the second. */
  at: instant,
  /** Whether this Corral put it there. Others are never emptied without being asked. */
  isOwn: z.boolean(),
  /** When it is emptied by itself; `null` for never. */
  leavesAt: instant.nullable(),
})
/** A manifest that is kept under a name of Corral's own, which is its `name`. */
export type BinEntry = z.infer<typeof binEntrySchema>

/** The operation that did it, which can be undone. */
const operationId = z.string()

const failures = z.array(z.object({ name: z.string(), problem: problemSchema }))

export const bin = {
  /** What the bin of a host has, and the kept versions of its models; newest first. */
  list: base.input(z.strictObject({ hostId })).output(z.object({ entries: z.array(binEntrySchema) })),
  /** How many models this Corral has put into the bin of a host, as far as is known without asking it. */
  known: base.input(z.strictObject({ hostId })).output(z.object({ own: z.number().int() })),
  /**
   * Gives a model of the bin its name again, or another one. Fails with `name_taken` where another model has it, unless
   * that one is to be replaced: it goes to the bin then.
   */
  restore: base
    .input(
      z.strictObject({
        hostId,
        binName: modelName,
        name: modelName.nullable().default(null),
        replace: z.boolean().default(false),
        partOf,
      }),
    )
    .output(z.object({ name: z.string(), operationId })),
  /** Deletes for good. `waits`: those that are deleted when no pull may share their layers any more. */
  empty: base
    .input(z.strictObject({ hostId, binNames: z.array(modelName).min(1).max(5000) }))
    .output(z.object({ emptied: z.array(z.string()), waits: z.array(z.string()), failed: failures })),
  /** Puts a kept version of `name` back. The version that it replaces is kept, so that it can be put back, too. */
  rollback: base
    .input(z.strictObject({ hostId, name: modelName, binName: modelName, partOf }))
    .output(z.object({ operationId })),
}
