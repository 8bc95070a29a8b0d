import { z } from 'zod'
import { hostId, instant, modelName } from './fields.ts'
import { memoryModelSchema } from './memory-model.ts'
import { base } from './problem.ts'

/** The largest reply of the inspector, in bytes of UTF-8. */
export const PAGE_BYTES = 64 * 1024

/** A text is empty if the server does not report it. */
const listedDetails = z.object({
  format: z.string(),
  family: z.string(),
  /** As the server writes it: `3.2B`. */
  parameterSize: z.string(),
  /** As the server writes it: `Q4_K_M`. */
  quantization: z.string(),
  /** Tokens; `null` if the server does not report them. */
  contextLength: z.number().nullable(),
  embeddingLength: z.number().nullable(),
})
const detailsSchema = listedDetails.extend({ families: z.array(z.string()), parentModel: z.string() })

export const listedSchema = z.object({
  /** As the server lists it: the shortest form, always with a tag. Identifies a model (copies share a digest). */
  name: z.string(),
  /** sha256 of the manifest, 64 hex digits without prefix (fewer from some servers); `null` if not reported. */
  digest: z.string().nullable(),
  /** Sum of the layers in logical bytes, so copies count again; `null` if not reported, and for a stub. */
  size: z.number().nullable(),
  modifiedAt: instant.nullable(),
  details: listedDetails,
  /** `null` if not reported. */
  capabilities: z.array(z.string()).nullable(),
  /**
   * A stub of a model that runs elsewhere: it cannot be loaded. `gone`: its host answered that it no longer has the
   * model.
   */
  cloud: z.object({ model: z.string(), host: z.string(), gone: z.boolean() }).nullable(),
  /** Whether the server says that it was made from another model or a file, on this server or before it was published. */
  hasParent: z.boolean(),
})
/** A model as it is sent to the page. */
export type Listed = z.infer<typeof listedSchema>

/** A model with fields derived from the list it is in, see `readModels`. */
export interface Model extends Listed {
  /** Other names of the same manifest. */
  copies: string[]
  /** Tag `:local`: the server applies every action to another tag, so Corral offers none. */
  readOnly: boolean
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const infoEntrySchema = z.object({
  key: z.string(),
  /** A scalar; `null` for an array. Strings longer than 2,000 characters are cut. */
  value: scalar,
  /** `scalar`, `array` (of known length), `withheld` (sent only with verbose) or `cut` (a long string). */
  kind: z.enum(['scalar', 'array', 'withheld', 'cut']),
  /** Elements of an array or characters of a cut string. */
  length: z.number().nullable(),
  /** The smallest and largest element of an array of finite numbers. */
  range: z.object({ min: z.number(), max: z.number() }).optional(),
})
export type InfoEntry = z.infer<typeof infoEntrySchema>

export const textParts = ['template', 'system', 'license', 'modelfile', 'parameters', 'messages', 'raw'] as const
export type TextPart = (typeof textParts)[number]

export const inspectionSchema = z.object({
  name: z.string(),
  /** Manifest digest, if the list has it. */
  digest: z.string().nullable(),
  /** sha256 of the weights blob from the modelfile's `FROM`, 64 hex digits; `null` if there is none. */
  weights: z.string().nullable(),
  modifiedAt: instant.nullable(),
  details: detailsSchema,
  capabilities: z.array(z.string()).nullable(),
  cloud: z.object({ model: z.string(), host: z.string() }).nullable(),
  /** The lowest Ollama version the model requires. */
  requires: z.string().nullable(),
  /** The kinds of its licenses, see `licenseKinds`; only a hint. */
  licenses: z.array(
    z.object({
      /** The license's own name, not translated. */
      name: z.string(),
      /** What it permits; see the texts under `inspector.license.use`. */
      use: z.enum(['free', 'copyleft', 'conditions', 'noncommercial']),
    }),
  ),
  info: z.array(infoEntrySchema),
  projector: z.array(infoEntrySchema),
  /** Entries left out because the reply was full; the raw text has them. */
  infoLeftOut: z.number(),
  /** Repeated keys are lists; values are parsed from Go's notation. */
  parameters: z.array(z.object({ key: z.string(), values: z.array(z.union([z.string(), z.number(), z.boolean()])) })),
  /** Length of each text in UTF-16 units, 0 if the model has none; read them with `text`. */
  texts: z.record(z.enum(textParts), z.number()),
  /** Rows of the tensor table, `null` if the server sends none. */
  tensorCount: z.number().nullable(),
  /**
   * From the tensor table: the type of most weights, and the bits of a weight on average; `null` if the server sends
   * none.
   */
  tensorTypes: z.object({ most: z.string(), bits: z.number() }).nullable(),
  /** Rows of the tensor table without a name, which are left out. */
  tensorsLeftOut: z.number(),
})
export type Inspection = z.infer<typeof inspectionSchema>

export const tensorSchema = z.object({
  name: z.string(),
  /** Empty if not reported. */
  type: z.string(),
  /** Empty for a scalar; `null` if not reported. */
  shape: z.array(z.number()).nullable(),
})
export type Tensor = z.infer<typeof tensorSchema>

const tensorSum = z.object({ name: z.string(), count: z.number(), elements: z.number(), bytes: z.number() })
export const tensorTotalsSchema = tensorSum.omit({ name: true }).extend({
  /** Tensors of unknown type or shape, which `bytes` does not include. */
  unknown: z.number(),
  /** Largest first. */
  types: z.array(tensorSum),
  /** In the order of the file. */
  layers: z.array(tensorSum),
})
export type TensorTotals = z.infer<typeof tensorTotalsSchema>

export const vocabularySchema = z.object({
  /** How the vocabulary writes its tokens, see `tokenPieces`. */
  kind: z.enum(['gpt2', 'llama', 'bert', 't5', 'rwkv', 'other']),
  /** `tokenizer.ggml.model` and `.pre` as the file has them. */
  model: z.string(),
  pre: z.string(),
  total: z.number(),
  merges: z.number(),
  hasScores: z.boolean(),
  types: z.array(z.object({ type: z.number(), count: z.number() })),
  /** Tokens with a role: `bos`, `eos`, `unknown`, …; `text` is `null` for an ID beyond the vocabulary. */
  special: z.array(z.object({ role: z.string(), id: z.number(), text: z.string().nullable() })),
})
export type Vocabulary = z.infer<typeof vocabularySchema>

export const tokenSchema = z.object({
  id: z.number(),
  text: z.string(),
  /** GGUF token type: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte; `null` where absent. */
  type: z.number().nullable(),
  score: z.number().nullable(),
})
export type Token = z.infer<typeof tokenSchema>

const columnId = z.string().min(1).max(40)

/** How the list of models is shown. Column IDs are defined by the page, which ignores unknown ones. */
export const libraryViewSchema = z.strictObject({
  /**
   * From left to right, without the name, which is always first. Other columns have the page's default place and
   * width.
   */
  columns: z
    .array(z.strictObject({ id: columnId, width: z.number().int().min(30).max(800), shown: z.boolean() }))
    .max(40)
    .default([]),
  sort: z.strictObject({ column: columnId, desc: z.boolean() }).default({ column: 'name', desc: false }),
  group: z.enum(['none', 'family', 'weights']).default('none'),
  /** In pixels, as chosen; a window too small for it shows it narrower. `null` leaves it to the page. */
  inspectorWidth: z.number().int().min(100).max(10_000).nullable().default(null),
})
export type LibraryView = z.infer<typeof libraryViewSchema>

const modelRef = z.strictObject({ hostId, name: modelName })
/** Common to all acts that were asked for at once. */
export const partOf = z.string().min(1).max(64).nullable().default(null)
/** The operation in the history, which may be undone. */
const operationId = z.string()
const offset = z.number().int().min(0).max(1e9)
const limit = z.number().int().min(1).max(2000)

export const library = {
  view: base.output(libraryViewSchema),
  /** Written to disk before the reply. */
  setView: base.input(libraryViewSchema).output(libraryViewSchema),
  /**
   * All models by name. `revision` identifies the list the caller has: if nothing changed, `models` is `null`, else
   * the JSON text of `Listed[]`, since one text is transferred much faster than thousands of objects are serialized.
   * `leftOut`: rows without a name.
   */
  list: base
    .input(z.strictObject({ hostId, revision: z.string().max(64).nullable().default(null) }))
    .output(z.object({ revision: z.string(), models: z.string().nullable(), leftOut: z.number() })),
  /**
   * The sha256 of the weights blob by manifest digest; `null` if the server answered without it. Digests for which the
   * request failed are left out. At most two requests run at a time; an answer is kept permanently.
   */
  weights: base
    .input(z.strictObject({ hostId, digests: z.array(z.string().min(1).max(80)).max(64) }))
    .output(z.record(z.string(), z.string().nullable())),
  /** What `show` returns, without long texts and arrays. */
  inspect: base.input(modelRef).output(inspectionSchema),
  /** One page of a long text, never split within a character. */
  text: base
    .input(modelRef.extend({ part: z.enum(textParts), offset }))
    .output(z.object({ text: z.string(), total: z.number(), next: z.number().nullable() })),
  tensors: base
    .input(modelRef.extend({ offset, limit }))
    .output(z.object({ rows: z.array(tensorSchema), total: z.number() })),
  /** The sizes of the tensors, by type and by layer. */
  tensorTotals: base.input(modelRef).output(tensorTotalsSchema),
  /** What its memory depends on, for estimates. Reads the verbose answer where the other withholds lists of its layers. */
  memoryModel: base.input(modelRef).output(memoryModelSchema),
  /** One page of an array of model_info, from the verbose answer. */
  array: base
    .input(modelRef.extend({ key: z.string().min(1).max(200), offset, limit }))
    .output(z.object({ values: z.array(scalar), total: z.number() })),
  /** One page of the vocabulary, from the verbose answer. */
  tokens: base
    .input(modelRef.extend({ offset, limit }))
    .output(z.object({ rows: z.array(tokenSchema), total: z.number() })),
  /** Facts about the whole vocabulary, from the verbose answer. */
  vocabulary: base.input(modelRef).output(vocabularySchema),
  /**
   * Tokens whose text contains `query` or whose ID it is, optionally of one type, in order of ID, from ID `from` on.
   */
  searchTokens: base
    .input(
      modelRef.extend({
        query: z.string().max(200),
        type: z.number().int().min(0).max(255).nullable().default(null),
        from: offset,
        limit,
      }),
    )
    .output(z.object({ rows: z.array(tokenSchema), next: z.number().nullable() })),
  /** With `overwrite`, the model that had the destination goes to the bin. */
  copy: base
    .input(
      z.strictObject({
        hostId,
        source: modelName,
        destination: modelName,
        overwrite: z.boolean().default(false),
        partOf,
      }),
    )
    .output(z.object({ name: z.string(), operationId })),
  /** Copies, lists again, compares digests, and only then deletes the old name. */
  rename: base
    .input(z.strictObject({ hostId, from: modelName, to: modelName, partOf }))
    .output(z.object({ name: z.string(), operationId })),
  /**
   * Moves it to the bin or deletes it for good. `stillLoaded`: the server keeps a deleted model in memory until it
   * expires. `waitsFor`: the pull that may share its layers, after which it is deleted for good.
   */
  remove: base
    .input(modelRef.extend({ forGood: z.boolean().default(false), partOf }))
    .output(z.object({ operationId, stillLoaded: z.boolean(), inBin: z.boolean(), waitsFor: z.string().nullable() })),
}
