import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { hostId, instant } from './fields.ts'
import { base, problemSchema } from './problem.ts'

export const eventKinds = [
  'pulled',
  'pull_failed',
  'pull_cancelled',
  'pushed',
  'push_failed',
  'push_cancelled',
  'loaded',
  'load_failed',
  'load_cancelled',
  'unloaded',
  'copied',
  'renamed',
  'deleted',
  'binned',
  'restored',
  'rolled_back',
  /** A host answers again, */
  'host_up',
  /** or no more. */
  'host_down',
] as const

/** Something that happened in this run. */
export const eventSchema = z.object({
  /** Rises with each event. */
  id: z.number().int(),
  at: instant,
  kind: z.enum(eventKinds),
  hostId,
  /** The model; empty for an event of a host. */
  name: z.string(),
  /** The new name after a copy or rename; else `null`. */
  to: z.string().nullable(),
  /** Size of what was transferred, in bytes; `null` if it is unknown or nothing was. */
  size: z.number().nullable(),
  /** Duration of a load, in milliseconds; else `null`. */
  ms: z.number().nullable(),
  /** The models that the server unloaded to make room for a load. */
  madeRoom: z.array(z.string()),
  /** Why it failed; else `null`. */
  problem: problemSchema.nullable(),
})
export type CorralEvent = z.infer<typeof eventSchema>

/** `all` comes first: the events so far, oldest first. */
export const eventNewsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('all'), events: z.array(eventSchema) }),
  z.object({ type: z.literal('one'), event: eventSchema }),
])
export type EventNews = z.infer<typeof eventNewsSchema>

export const events = {
  /** Live: what happened in this run, the last 200. */
  watch: base.output(eventIterator(eventNewsSchema)),
}
