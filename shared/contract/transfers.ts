import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { hostId, instant, modelName } from './fields.ts'
import { base, problemSchema } from './problem.ts'

export const transferId = z.string().min(1).max(64)

export const layerSchema = z.object({
  /** `sha256:` and 64 hex digits, or the literal `sha256:model` of tensor models. */
  digest: z.string(),
  total: z.number(),
  /** Bytes there, the ones that were there before included. Can fall: a failed part is rolled back. */
  completed: z.number(),
  /** Bytes that were already there when this attempt reached the layer. */
  cached: z.number(),
})
export type Layer = z.infer<typeof layerSchema>

/** The way a transfer went: bytes moved in this attempt at each `everyMs` milliseconds after its start, 0 first. */
export const traceSchema = z.object({ everyMs: z.number(), moved: z.array(z.number()) })
export type Trace = z.infer<typeof traceSchema>

export const transferSchema = z.object({
  id: transferId,
  hostId,
  kind: z.enum(['pull', 'push']),
  name: z.string(),
  /** Plain http to the registry. */
  insecure: z.boolean(),
  /** The API's `stream: false`: the server says nothing until the end. */
  silent: z.boolean(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** The server's last status in its own words; empty before the first. */
  status: z.string(),
  phase: z.enum(['starting', 'manifest', 'layers', 'verifying', 'finishing', 'other']),
  /** In the order the server reached them; later ones are unknown until then. */
  layers: z.array(layerSchema),
  /** Bytes there and bytes in all of the layers reached so far. */
  completed: z.number(),
  total: z.number(),
  /** Bytes that crossed the network in this attempt, cached and rolled-back ones left out. */
  moved: z.number(),
  cached: z.number(),
  /** Smoothed, in bytes per second; `null` until it can be told. */
  rate: z.number().nullable(),
  /** Of the layers reached so far, in milliseconds. */
  remainingMs: z.number().nullable(),
  /** Since when no byte has come, while bytes are due. */
  quietSince: instant.nullable(),
  /** When a transfer that broke off is asked for again; `null` while that is being done. `problem` says what broke it. */
  retryAt: instant.nullable(),
  /** At most some sixty figures: its steps grow with its length. */
  trace: traceSchema,
  startedAt: instant,
  endedAt: instant.nullable(),
  attempt: z.number().int(),
  problem: problemSchema.nullable(),
})
export type Transfer = z.infer<typeof transferSchema>

export const transferEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('all'), transfers: z.array(transferSchema) }),
  z.object({ type: z.literal('one'), transfer: transferSchema }),
  z.object({ type: z.literal('cleared'), ids: z.array(transferId) }),
])
export type TransferEvent = z.infer<typeof transferEventSchema>

export const transfers = {
  /** Live: all of them first, then each change as a whole snapshot, at most ten a second a transfer. */
  watch: base.output(eventIterator(transferEventSchema)),
  /** Starts a job; it goes on whatever the page does. Refused before it starts: bad names, cloud stubs, one already running. */
  start: base
    .input(
      z.strictObject({
        hostId,
        kind: z.enum(['pull', 'push']),
        name: modelName,
        insecure: z.boolean().default(false),
        silent: z.boolean().default(false),
      }),
    )
    .output(transferSchema),
  /** Closes the request. Parts already fetched stay on the server; nothing is deleted. */
  cancel: base.input(z.strictObject({ id: transferId })),
  /** Starts one that ended anew, or tries at once one that waits to be tried again. */
  retry: base.input(z.strictObject({ id: transferId })).output(transferSchema),
  /** Forgets ended transfers: the named ones, or all. */
  clear: base.input(z.strictObject({ ids: z.array(transferId).max(1000).optional() })),
}
