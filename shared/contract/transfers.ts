import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { transferStates } from '../domain/transfer-state.ts'
import { layerKinds } from '../ollama/manifest.ts'
import { amountSchema, hostId, instant, modelName } from './fields.ts'
import { base, problemSchema } from './problem.ts'
import { pushPreviewSchema } from './push-preview.ts'

export const transferId = z.string().min(1).max(64)

export const layerSchema = z.object({
  /** `sha256:` and 64 hex digits, or the literal `sha256:model` of tensor models. */
  digest: z.string(),
  total: z.number(),
  /** Bytes on disk, including those from before. Can decrease: a failed part is rolled back. */
  completed: z.number(),
  /** Bytes that were on disk when this attempt reached the layer. */
  cached: z.number(),
  /** Whether the server has named it; the others are known from the manifest, or from an earlier run. */
  isReached: z.boolean(),
})
export type Layer = z.infer<typeof layerSchema>

/**
 * The course of a transfer: bytes moved in this attempt at each multiple of `everyMs` milliseconds, starting with 0.
 */
export const traceSchema = z.object({ everyMs: z.number(), moved: z.array(z.number()) })
export type Trace = z.infer<typeof traceSchema>

export const transferSchema = z.object({
  id: transferId,
  hostId,
  kind: z.enum(['pull', 'push']),
  name: z.string(),
  /** Plain http to the registry. */
  insecure: z.boolean(),
  /** The API's `stream: false`: the server sends nothing until the end. */
  silent: z.boolean(),
  state: z.enum(transferStates),
  /** Order in the queue of its host: the lowest starts next. */
  rank: z.number(),
  /** What a queued transfer waits for besides its turn: the operation that uses its model. */
  heldBy: z
    .object({ kind: z.enum(['pull', 'push', 'copy', 'rename', 'delete', 'load', 'parts']), name: z.string() })
    .nullable(),
  /** When the schedule of the settings lets a queued transfer start; `null` where it does already. */
  opensAt: instant.nullable(),
  /** The server's last status, unchanged; empty before the first. */
  status: z.string(),
  phase: z.enum(['starting', 'manifest', 'layers', 'verifying', 'finishing', 'other']),
  /** In the order of the manifest. */
  layers: z.array(layerSchema),
  /**
   * Whether `layers` are all layers of the model, so that `total` is its size and does not change. Else they are those
   * known so far, as a server names a layer only when it reaches it.
   */
  isWhole: z.boolean(),
  /** Bytes on disk and total bytes of `layers`. `completed` falls when a part is rolled back. */
  completed: z.number(),
  total: z.number(),
  /** The highest share of `total` so far, from 0 to 1; never falls in an attempt. 1 only when all is verified. */
  share: z.number().nullable(),
  /** Bytes transferred over the network in this attempt, without cached and rolled-back ones. */
  moved: z.number(),
  cached: z.number(),
  /** Smoothed, in bytes per second; `null` until there is enough data. */
  rate: z.number().nullable(),
  /** For `layers`, in milliseconds; while verifying, of the verification. */
  remainingMs: z.number().nullable(),
  /** Since when no byte has come while bytes are due. */
  quietSince: instant.nullable(),
  /** When a transfer that broke is retried; `null` while the retry runs. `problem` tells what broke it. */
  retryAt: instant.nullable(),
  /** At most about sixty figures: its step grows with its length. */
  trace: traceSchema,
  /** When the user started it. */
  startedAt: instant,
  endedAt: instant.nullable(),
  /** Milliseconds of work before `runningSince`, without time in the queue and paused. */
  activeMs: z.number(),
  runningSince: instant.nullable(),
  attempt: z.number().int(),
  /** How often this attempt stalled and was asked for again. */
  rescues: z.number().int(),
  problem: problemSchema.nullable(),
})
export type Transfer = z.infer<typeof transferSchema>

export const transferEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('all'), transfers: z.array(transferSchema) }),
  z.object({ type: z.literal('one'), transfer: transferSchema }),
  z.object({ type: z.literal('cleared'), ids: z.array(transferId) }),
])
export type TransferEvent = z.infer<typeof transferEventSchema>

/** The volume of a model store on this computer, in bytes. */
export const diskSpaceSchema = z.object({
  /** What the user of Corral can still write there. */
  free: z.number(),
  /** What the pull adds before it removes a version that it replaces. */
  needed: z.number(),
})
export type DiskSpace = z.infer<typeof diskSpaceSchema>

/** What a pull would transfer, by the manifest and the blobs that the server has. */
export const pullPreviewSchema = z.object({
  /** The name that the server asks the registry for. */
  name: z.string(),
  /** The installed model whose spelling replaces that of the given name, in at least one part; else `null`. */
  respelledBy: z.string().nullable(),
  /** Bytes of all files. */
  total: z.number(),
  toFetch: amountSchema,
  reused: amountSchema,
  /** In the manifest's order, the config last, each digest once. */
  layers: z.array(
    z.object({
      kind: z.enum(layerKinds),
      digest: z.string(),
      size: z.number(),
      /** Whether the server has it; `null` if it does not tell. */
      isPresent: z.boolean().nullable(),
    }),
  ),
  /** Whether the server has this very manifest under that name (`same`), or another. */
  installed: z.enum(['none', 'same', 'other']),
  /** `cloud`: a stub without files, of a model that runs elsewhere. `other`: neither weights nor tensors. */
  format: z.enum(['gguf', 'safetensors', 'cloud', 'other']),
  /** What the config and the parameters of the manifest say; empty or `null` where they do not. */
  model: z.object({
    /** The architecture. */
    family: z.string(),
    /** The number of parameters, as `8.0B`. */
    parameters: z.string(),
    /** `Q4_K_M` */
    fileType: z.string(),
    /** `num_ctx` */
    context: z.number().nullable(),
  }),
  /** The version of Ollama that the model needs, if that of the server is older. */
  needsVersion: z.string().nullable(),
  /** Of the download, at the rate of the last pull of this host, in milliseconds; `null` without one. */
  durationMs: z.number().nullable(),
  /** `null` where the server's disk is not known to be on this computer. */
  disk: diskSpaceSchema.nullable(),
})
export type PullPreview = z.infer<typeof pullPreviewSchema>

const filesSchema = z.object({ files: z.number().int(), /** On the disk. */ bytes: z.number() })

/** The part files that an ended pull and those before it have left in the model store, which is on this computer. */
export const pullPartsSchema = z.object({
  /** Where they are, and where broken ones are moved to. */
  folder: z.string(),
  aside: z.string(),
  all: filesSchema,
  /** Those of files whose state the server cannot read, once pulls of the model ended twice because of that. */
  broken: filesSchema.nullable(),
  /** Why Corral does not touch them now. */
  refusal: problemSchema.nullable(),
})
export type PullParts = z.infer<typeof pullPartsSchema>

/** Which transfers: the given ones, all of a host, or all. */
const some = z.strictObject({ ids: z.array(transferId).max(1000).optional(), hostId: hostId.optional() })

export const transfers = {
  /**
   * Asks the registry for the manifest of a model, and the server which of its files it has. It is this computer that
   * asks the registry, without credentials. Only for a press of a button: never while a name is typed, nor for a link
   * before the user has agreed to its pull.
   * Fails with `registry_asks_off` if the settings forbid it.
   */
  preview: base
    .input(z.strictObject({ hostId, name: modelName, insecure: z.boolean().default(false) }))
    .output(pullPreviewSchema),
  /**
   * What is known of a push of `model` under `name` before it begins. The server asks ollama.com for its account, and
   * this computer asks the registry for the name, without credentials and only if the settings allow it. Only for a
   * press of a button.
   */
  previewPush: base
    .input(z.strictObject({ hostId, model: modelName, name: modelName, insecure: z.boolean().default(false) }))
    .output(pushPreviewSchema),
  /** Live: all transfers first, then each change as a whole snapshot, at most ten per second and transfer. */
  watch: base.output(eventIterator(transferEventSchema)),
  /**
   * Adds a transfer to the queue of its host. It is on disk before the reply and continues whatever the page does, also
   * in later runs. A pull asks the registry for the manifest as `preview` does, unless the settings forbid it, when it
   * begins and when it goes on: to start it is the user's consent. If the same model is in the queue already, returns that transfer, and resumes it if it is paused.
   * Fails for invalid names and cloud stubs.
   */
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
  /** Closes the request. Downloaded parts stay on the server; nothing is deleted (see `removeParts`). */
  cancel: base.input(z.strictObject({ id: transferId })),
  /** Closes the requests and keeps the order of the queue. */
  pause: base.input(some),
  /** Puts paused transfers back into the queue. */
  resume: base.input(some),
  /** Moves a transfer before another one of its host, or to the end for `null`. */
  move: base.input(z.strictObject({ id: transferId, before: transferId.nullable() })),
  /** Starts a transfer that ended again, or retries now one that waits to be retried. */
  retry: base.input(z.strictObject({ id: transferId })).output(transferSchema),
  /** The part files of a pull that failed or was cancelled; `null` where the model store is not known. */
  parts: base.input(z.strictObject({ id: transferId })).output(pullPartsSchema.nullable()),
  /** Removes them from the model store: only for a user who has confirmed what is removed. */
  removeParts: base.input(z.strictObject({ id: transferId })),
  /** Moves the broken ones aside and pulls again: as above. They are removed once the model is installed. */
  setPartsAside: base.input(z.strictObject({ id: transferId })).output(transferSchema),
  /** Removes ended transfers from the list: the given ones, or all. */
  clear: base.input(z.strictObject({ ids: z.array(transferId).max(1000).optional() })),
}
