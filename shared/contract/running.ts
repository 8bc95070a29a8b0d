import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { hostId, instant, keepAlive, modelName, modelOptions } from './fields.ts'
import { base, problemSchema } from './problem.ts'

export const loadedSchema = z.object({
  name: z.string(),
  /** sha256 of the manifest without prefix; `null` where the server does not say. */
  digest: z.string().nullable(),
  /** These are empty where the server does not say. */
  family: z.string(),
  parameterSize: z.string(),
  quantization: z.string(),
  /** Memory in bytes as the server reports it: weights, KV cache and buffers, not the file. `null` where it does not. */
  size: z.number().nullable(),
  /** Of which on GPUs; `null` where the server does not say. */
  sizeVram: z.number().nullable(),
  /** Tokens allocated; `null` where the server does not say, as before Ollama 0.10. */
  contextLength: z.number().nullable(),
  /**
   * On the server's clock. `never` is "until unloaded" (the server says a year near 2318), `null` is no known
   * expiry (Go's zero time, none at all, or a text that is no time).
   */
  expiresAt: z.union([instant, z.literal('never')]).nullable(),
  /** Its place among the colours: no other loaded model has it, and a model that comes back within the hour gets it again. */
  slot: z.number().int(),
  /**
   * When another program last loaded or used it, as far as it shows: its expiry moved on, or it was new in the
   * list, between two answers while Corral asked nothing of it.
   */
  otherUse: z.object({ after: instant, before: instant }).nullable(),
})
export type Loaded = z.infer<typeof loadedSchema>

/** A load under way, asked for by whichever page or menu of this Corral. */
export const loadingSchema = z.object({ name: z.string(), startedAt: instant })
export type Loading = z.infer<typeof loadingSchema>

export const runningStateSchema = z.object({
  hostId,
  models: z.array(loadedSchema),
  /** Rows of the last answer that could not be read, as they have no name. */
  leftOut: z.number(),
  /** The first asked for first. The server may list such a model already. */
  loading: z.array(loadingSchema),
  /** When the answer came; `null` before the first. */
  readAt: instant.nullable(),
  /** The server's clock minus ours in milliseconds, from the `Date` header; `null` where unknown. */
  clockOffsetMs: z.number().nullable(),
  /** Why the last poll failed; the models are then the last ones seen. */
  problem: problemSchema.nullable(),
})
export type RunningState = z.infer<typeof runningStateSchema>

/** What one model held, see `Memory`. */
export const heldSchema = z.object({
  name: z.string(),
  slot: z.number().int(),
  gpu: z.number(),
  cpu: z.number(),
  unknown: z.number(),
  isPartial: z.boolean(),
})
export type Held = z.infer<typeof heldSchema>

/** A time through which every answer was the same. Between spans further apart than polls are, nobody asked. */
export const memorySpanSchema = z.object({ from: instant, to: instant, models: z.array(heldSchema) })
export type MemorySpan = z.infer<typeof memorySpanSchema>

/** What the server really did: `gone`, `stopping` (still listed after some seconds) or `kept` (listed anew, with a later expiry). */
export const unloadOutcome = z.enum(['gone', 'stopping', 'kept'])
export type UnloadOutcome = z.infer<typeof unloadOutcome>

const modelRef = z.strictObject({ hostId, name: modelName })

export const running = {
  /** Live: from one poller a host, whoever watches. */
  watch: base.input(z.strictObject({ hostId })).output(eventIterator(runningStateSchema)),
  /** What was held in the last hour, as far as somebody watched. `watch` tells how it goes on. */
  history: base.input(z.strictObject({ hostId })).output(z.array(memorySpanSchema)),
  /**
   * Loads, or sets the keep-alive of a loaded model, and replies when that is done. The load goes on when the
   * call is aborted, as by a page that is reloaded; `cancelLoad` ends it, and the reply is then `cancelled`.
   */
  load: base.input(modelRef.extend({ keepAlive: keepAlive.default(null), options: modelOptions.optional() })),
  /** Ends every load of this model that this Corral has under way; the server frees what it has loaded. */
  cancelLoad: base.input(modelRef),
  unload: base.input(modelRef).output(z.object({ outcome: unloadOutcome })),
  unloadAll: base.input(z.strictObject({ hostId })).output(
    z.array(
      z.object({
        name: z.string(),
        outcome: unloadOutcome.nullable(),
        problem: problemSchema.nullable(),
      }),
    ),
  ),
}
