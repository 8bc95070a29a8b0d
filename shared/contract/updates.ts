import { z } from 'zod'
import { layerKinds } from '../ollama/manifest.ts'
import { amountSchema, hostId, instant, modelName } from './fields.ts'
import { base, problemSchema } from './problem.ts'
import { diskSpaceSchema } from './transfers.ts'

/**
 * What a registry has under the name of an installed model, compared with the model:
 *
 * - `current`, `update`: the same model, another one
 * - `probably_current`, `probably_update`: the same, of a server whose manifests cannot be read: its weights are known,
 *   of the other layers only whether it has them
 * - `not_in_registry`: the registry does not know the name, as of most models that were created here
 * - `retired`: the registry does not know the name any more; it did at an earlier check
 * - `private`: the registry shows it to nobody without an account; Hugging Face says the same of a missing one
 * - `not_asked`: no registry was asked, see `reason`
 * - `failed`: there was no answer yet, see `problem`
 */
export const updateVerdicts = [
  'current',
  'update',
  'probably_current',
  'probably_update',
  'not_in_registry',
  'retired',
  'private',
  'not_asked',
  'failed',
] as const

/**
 * Why no registry is asked about a model: it runs elsewhere (`cloud`), has its name by a copy or a rename
 * of Corral (`created`), has a tag
 * that names no version (`local_tag`), a name that no registry can have (`no_registry_name`), or one of a registry that
 * only the server's own computer reaches (`registry_elsewhere`).
 */
export const notAskedReasons = ['cloud', 'created', 'local_tag', 'no_registry_name', 'registry_elsewhere'] as const
export type NotAskedReason = (typeof notAskedReasons)[number]

export const modelUpdateSchema = z.object({
  /** As the server lists it. */
  name: z.string(),
  /** The digest in the list of the model that was compared. */
  digest: z.string(),
  verdict: z.enum(updateVerdicts),
  /** Of `not_asked`. */
  reason: z.enum(notAskedReasons).nullable(),
  /** When a registry last answered; `null` if none did. */
  checkedAt: instant.nullable(),
  /** SHA-256 of the registry's manifest, 64 hex digits. */
  registryDigest: z.string().nullable(),
  /** The kinds of the layers that are known to differ, in the manifest's order; of an update only. */
  changes: z.array(z.enum(layerKinds)),
  /** What a pull would fetch; `null` unless there is an update. */
  toFetch: amountSchema.nullable(),
  /** Whether the user skipped the version that the registry has. */
  skipped: z.boolean(),
  /** Whether the user wants no updates of this model: it is asked about only by its name. */
  never: z.boolean(),
  /** Whether to offer the update: there is (probably) one, neither skipped nor unwanted. */
  offered: z.boolean(),
  /** Why the last check got no answer; the verdict is of an earlier check then, or `failed`. */
  problem: problemSchema.nullable(),
})
export type ModelUpdate = z.infer<typeof modelUpdateSchema>

export const hostUpdatesSchema = z.object({
  /**
   * Why nothing can be checked now: the settings forbid to ask registries (`asks_off`), the host is no Ollama server
   * (`not_ollama`), or it does not answer (`down`).
   */
  refusal: z.enum(['asks_off', 'not_ollama', 'down']).nullable(),
  /** Models checked and to check, while a check runs. */
  checking: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  /** When all models were last checked. */
  checkedAt: instant.nullable(),
  /** Until when a registry that limits requests is not asked again. */
  waitsUntil: instant.nullable(),
  /** Of the models checked as they are now; one that was not, or has changed since, is missing. */
  models: z.array(modelUpdateSchema),
})
export type HostUpdates = z.infer<typeof hostUpdatesSchema>

const sideSchema = z.object({
  /** `null` where the server does not tell. */
  digest: z.string().nullable(),
  size: z.number().nullable(),
})

export const updateLayerSchema = z.object({
  kind: z.enum(layerKinds),
  /** `unknown` where the server does not tell what it has. */
  change: z.enum(['same', 'changed', 'added', 'removed', 'unknown']),
  /** `null` where there is none, as far as is known. */
  before: sideSchema.nullable(),
  after: sideSchema.extend({ digest: z.string(), size: z.number(), isPresent: z.boolean().nullable() }).nullable(),
})
export type UpdateLayer = z.infer<typeof updateLayerSchema>

/** The kinds of layers that are texts. */
export const textKinds = ['template', 'system', 'params', 'messages', 'license'] as const

/** The text of all layers of a kind, as `show` writes it (parameters: a line for each value). */
export const updateTextSchema = z.object({
  kind: z.enum(textKinds),
  /** `null` where there is none. */
  before: z.string().nullable(),
  /** `null` where there is none, or it cannot be read (`problem`). */
  after: z.string().nullable(),
  problem: problemSchema.nullable(),
})
export type UpdateText = z.infer<typeof updateTextSchema>

export const updateReviewSchema = z.object({
  /** As the server lists it. */
  name: z.string(),
  verdict: z.enum(['current', 'update', 'probably_current', 'probably_update']),
  digest: z.string(),
  registryDigest: z.string(),
  /** When it was pushed to the registry; `null` if that does not tell. */
  pushedAt: instant.nullable(),
  /** The lowest version of Ollama that it requires; `null` if it does not say. */
  requires: z.string().nullable(),
  /** `requires`, if the server is older. */
  needsVersion: z.string().nullable(),
  summary: z.object({
    /** The kinds of the layers that differ, in the manifest's order. */
    changes: z.array(z.enum(layerKinds)),
    /** `null` if not known. */
    weightsChanged: z.boolean().nullable(),
    licenseChanged: z.boolean().nullable(),
    /** Bytes of all files of the new version. */
    total: z.number(),
    toFetch: amountSchema,
    reused: amountSchema,
  }),
  /** In the manifest's order, those that are removed last, the config left out. */
  layers: z.array(updateLayerSchema),
  /** Those that are not the same, in the manifest's order. */
  texts: z.array(updateTextSchema),
  /** For old and new version together; `null` where the server's disk is not known to be on this computer. */
  disk: diskSpaceSchema.nullable(),
  /** Models that keep the weights that they have now: other names of this version, and models made from it. */
  keeping: z.object({ copies: z.array(z.string()), made: z.array(z.string()) }),
})
export type UpdateReview = z.infer<typeof updateReviewSchema>

const model = z.strictObject({ hostId, name: modelName })
const manifestDigest = z
  .string()
  .length(64)
  .regex(/^[0-9a-f]{64}$/)

/** Newer versions of installed models. It is this computer that asks the registries, without credentials. */
export const updates = {
  /** What is known; asks nobody. The change `updates` tells that it is another now. */
  of: base.input(z.strictObject({ hostId })).output(hostUpdatesSchema),
  /**
   * Asks the registries about the given models, or about all but those of which the user wants no updates; four at a
   * time, in all. Ends when all are checked; a second check of the host joins the first. Fails with
   * `registry_asks_off`, and with the host's own problem. Only for a press of a button.
   */
  check: base.input(z.strictObject({ hostId, names: z.array(modelName).max(10_000).optional() })),
  /** Stops the check of a host; what it has found stays. */
  stop: base.input(z.strictObject({ hostId })),
  /**
   * What an update would change, layer by layer. Asks the registry for the manifest and the small layers that differ.
   * Fails with the registry's problem, `registry_asks_off`, `model_not_found`, or as `check` refuses the name.
   */
  review: base.input(model).output(updateReviewSchema),
  /** Offers the version with this manifest digest no more; `null` offers every version again. */
  skip: base.input(model.extend({ digest: manifestDigest.nullable() })),
  /** Whether the user wants no updates of a model. */
  never: base.input(model.extend({ never: z.boolean() })),
}
