import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { hostId, instant, keepAlive, modelName, modelOptions } from './fields.ts'
import { base, problemSchema } from './problem.ts'

export const loadedSchema = z.object({
  name: z.string(),
  /** sha256 of the manifest without prefix; `null` if not reported. */
  digest: z.string().nullable(),
  /** Empty if not reported. */
  family: z.string(),
  parameterSize: z.string(),
  quantization: z.string(),
  /** Memory in bytes as the server reports it: weights, KV cache and buffers, not the file. `null` if not reported. */
  size: z.number().nullable(),
  /** The part of it on GPUs; `null` if not reported. */
  sizeVram: z.number().nullable(),
  /** Allocated context in tokens; `null` if not reported, as before Ollama 0.10. */
  contextLength: z.number().nullable(),
  /**
   * On the server's clock. `never` is "until unloaded" (the server sends a year near 2318), `null` is no known expiry
   * (Go's zero time, none, or a text that is no time).
   */
  expiresAt: z.union([instant, z.literal('never')]).nullable(),
  /** The index of its colour: unique among loaded models, and kept for a model that is loaded again within the hour. */
  slot: z.number().int(),
  /**
   * When another program last loaded or used it, as far as visible: its expiry moved, or it was new in the list,
   * between two answers while Corral made no request for it. `count` is of the last hour; several uses between two
   * answers are seen as one. `everyMs` is the median time between them; `null` for less than three.
   */
  otherUse: z
    .object({ after: instant, before: instant, count: z.number().int(), everyMs: z.number().nullable() })
    .nullable(),
  /** When a use by any client was last seen, ours included; `null` if none since Corral began to watch. */
  usedAt: instant.nullable(),
  /** Its keep-alive in milliseconds, as seen at that use; `null` if unknown, or if `expiresAt` is no time. */
  keepAliveMs: z.number().nullable(),
  /**
   * Since when the server unloads it: its expiry was set back to the present. An expiry that was only reached is not
   * that: a request may be running.
   */
  stoppingSince: instant.nullable(),
  /** Whether its expiry moved with the clock in several answers: such a server shows no use, and no countdown. */
  expiryFollowsClock: z.boolean(),
})
export type Loaded = z.infer<typeof loadedSchema>

/** A load in progress, started by any page or menu of this Corral. */
export const loadingSchema = z.object({ name: z.string(), startedAt: instant })
export type Loading = z.infer<typeof loadingSchema>

/**
 * A load that failed after its call was aborted, as by a reload of the page, so that no caller saw it. Kept until the
 * model is loaded again, or `dismissLoad`.
 */
export const failedLoadSchema = z.object({ name: z.string(), failedAt: instant, problem: problemSchema })
export type FailedLoad = z.infer<typeof failedLoadSchema>

export const runningStateSchema = z.object({
  hostId,
  models: z.array(loadedSchema),
  /** Rows of the last answer that are left out, since they have no name. */
  leftOut: z.number(),
  /** Oldest first. The server may list such a model already. */
  loading: z.array(loadingSchema),
  /** Each model once, the last failure of it; oldest first. */
  failedLoads: z.array(failedLoadSchema),
  /** When the answer came; `null` before the first. */
  readAt: instant.nullable(),
  /**
   * Since when a poll is unanswered, if that is longer than usual; else `null`. `readAt` does not tell this, as an
   * unchanged state is not sent with every poll.
   */
  lateSince: instant.nullable(),
  /** The server's clock minus ours in milliseconds, from the `Date` header; `null` if unknown. */
  clockOffsetMs: z.number().nullable(),
  /** Why the last poll failed; the models are then those of the last answer. */
  problem: problemSchema.nullable(),
})
export type RunningState = z.infer<typeof runningStateSchema>

/** The memory of one model, see `Memory`. */
export const heldSchema = z.object({
  name: z.string(),
  slot: z.number().int(),
  gpu: z.number(),
  cpu: z.number(),
  unknown: z.number(),
  isPartial: z.boolean(),
})
export type Held = z.infer<typeof heldSchema>

/**
 * A time during which all answers were the same. If two spans are further apart than polls are, nobody polled in
 * between.
 */
export const memorySpanSchema = z.object({ from: instant, to: instant, models: z.array(heldSchema) })
export type MemorySpan = z.infer<typeof memorySpanSchema>

/**
 * What the server did: `gone`, `stopping` (still listed after some seconds) or `kept` (listed again, with a later
 * expiry).
 */
export const unloadOutcome = z.enum(['gone', 'stopping', 'kept'])
export type UnloadOutcome = z.infer<typeof unloadOutcome>

/** The programs of this computer that are connected to the port of a host. */
const clientsSchema = z.object({
  /** By the name of their process, with the number of processes. */
  programs: z.array(z.object({ name: z.string(), count: z.number().int() })),
  /** Connections whose program the system does not name. */
  unnamed: z.number().int(),
})
export type Clients = z.infer<typeof clientsSchema>

const modelRef = z.strictObject({ hostId, name: modelName })

export const running = {
  /** Live: from one poller per host, however many watch. */
  watch: base.input(z.strictObject({ hostId })).output(eventIterator(runningStateSchema)),
  /** The memory used in the last hour, as far as it was recorded. `watch` sends what follows. */
  history: base.input(z.strictObject({ hostId })).output(z.array(memorySpanSchema)),
  /**
   * Which programs are connected now. `null` if the user does not want it (`nameClients`), if the host's address is not
   * one of this computer, or if the system does not tell.
   */
  clients: base.input(z.strictObject({ hostId })).output(clientsSchema.nullable()),
  /**
   * Loads a model, or sets the keep-alive of a loaded one, and replies when that is done. If the call is aborted, as
   * when a page is reloaded, the load continues; `cancelLoad` ends it, and the reply is then `cancelled`.
   */
  load: base
    .input(
      modelRef.extend({
        keepAlive: keepAlive.default(null),
        options: modelOptions.optional(),
        /** Whether the preset of the model, if there is one, gives what is not given here. */
        usePreset: z.boolean().default(false),
      }),
    )
    .output(
      z.object({
        /** The models that the server certainly unloaded to make room. */
        madeRoom: z.array(z.string()),
        /** Whether a preset was used. */
        usedPreset: z.boolean(),
      }),
    ),
  /** Sets how long a loaded model stays, with the options it was loaded with as far as Corral knows them. */
  keep: base.input(modelRef.extend({ keepAlive: keepAlive.unwrap() })),
  /** Cancels all loads of this model in this Corral; the server frees what it has loaded. */
  cancelLoad: base.input(modelRef),
  /** Removes a failed load from the state. */
  dismissLoad: base.input(modelRef),
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
