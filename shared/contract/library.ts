import { z } from 'zod'
import { hostId, instant, modelName } from './fields.ts'
import { base } from './problem.ts'

/** No reply of the inspector is larger than this, in bytes of UTF-8. */
export const PAGE_BYTES = 64 * 1024

/** A text is empty where the server does not say. */
const listedDetails = z.object({
  format: z.string(),
  family: z.string(),
  /** As the server writes it: `3.2B`. */
  parameterSize: z.string(),
  /** As the server writes it: `Q4_K_M`. */
  quantization: z.string(),
  /** Tokens; `null` where the server does not say. */
  contextLength: z.number().nullable(),
  embeddingLength: z.number().nullable(),
})
const detailsSchema = listedDetails.extend({ families: z.array(z.string()), parentModel: z.string() })

export const listedSchema = z.object({
  /** As the server lists it: the shortest form, tag always shown. The key of a model (digests are shared by copies). */
  name: z.string(),
  /** sha256 of the manifest, 64 hex digits without prefix (fewer from some servers); `null` where the server does not say. */
  digest: z.string().nullable(),
  /** Sum of the layers in bytes: logical, copies count again; `null` where the server does not say. */
  size: z.number().nullable(),
  modifiedAt: instant.nullable(),
  details: listedDetails,
  /** `null` where the server does not say. */
  capabilities: z.array(z.string()).nullable(),
  /** A stub of a model that runs elsewhere: nothing to load, no memory. `gone`: its host answered that it is no longer there. */
  cloud: z.object({ model: z.string(), host: z.string(), gone: z.boolean() }).nullable(),
})
/** A model as it crosses. */
export type Listed = z.infer<typeof listedSchema>

/** A model with what follows from the list it stands in, see `readModels`. */
export interface Model extends Listed {
  /** Other names of the very same manifest. */
  copies: string[]
  /** Tag `:local`: the server applies every act on it to another tag, so Corral refuses them all. */
  readOnly: boolean
}

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])

export const infoEntrySchema = z.object({
  key: z.string(),
  /** A scalar; for an array `null`. Strings longer than 2,000 characters are cut. */
  value: scalar,
  /** `scalar`, `array` (its length is known), `withheld` (sent only with verbose) or `cut` (a long string). */
  kind: z.enum(['scalar', 'array', 'withheld', 'cut']),
  /** Elements of an array or characters of a cut string. */
  length: z.number().nullable(),
  /** The least and the greatest element of an array that holds only finite numbers. */
  range: z.object({ min: z.number(), max: z.number() }).optional(),
})
export type InfoEntry = z.infer<typeof infoEntrySchema>

export const textParts = ['template', 'system', 'license', 'modelfile', 'parameters', 'messages', 'raw'] as const
export type TextPart = (typeof textParts)[number]

export const inspectionSchema = z.object({
  name: z.string(),
  /** Manifest digest, where the list knows it. */
  digest: z.string().nullable(),
  /** sha256 of the weights' blob from the modelfile's `FROM`, 64 hex digits; `null` where there is none. */
  weights: z.string().nullable(),
  modifiedAt: instant.nullable(),
  details: detailsSchema,
  capabilities: z.array(z.string()).nullable(),
  cloud: z.object({ model: z.string(), host: z.string() }).nullable(),
  /** Lowest Ollama version the model asks for. */
  requires: z.string().nullable(),
  /** What the texts of its licenses are, see `licenseKinds`; a help to the eye. */
  licenses: z.array(
    z.object({
      /** Its own, which is not translated. */
      name: z.string(),
      /** What it lets one do, in four words: see `inspector.license.use` of the catalogues. */
      use: z.enum(['free', 'copyleft', 'conditions', 'noncommercial']),
    }),
  ),
  info: z.array(infoEntrySchema),
  projector: z.array(infoEntrySchema),
  /** Entries left out because the reply was full; the raw text has them. */
  infoLeftOut: z.number(),
  /** Repeated keys are lists; values are decoded from Go's notation. */
  parameters: z.array(z.object({ key: z.string(), values: z.array(z.union([z.string(), z.number(), z.boolean()])) })),
  /** Length in UTF-16 units of each text, 0 where the model has none; read them with `text`. */
  texts: z.record(z.enum(textParts), z.number()),
  /** Rows of the tensor table, `null` where the server sends none. */
  tensorCount: z.number().nullable(),
  /** Rows of the tensor table that have no name, which are left out. */
  tensorsLeftOut: z.number(),
})
export type Inspection = z.infer<typeof inspectionSchema>

export const tensorSchema = z.object({
  name: z.string(),
  /** Empty where the server does not say. */
  type: z.string(),
  /** Empty for a scalar; `null` where the server does not say. */
  shape: z.array(z.number()).nullable(),
})
export type Tensor = z.infer<typeof tensorSchema>

const tensorSum = z.object({ name: z.string(), count: z.number(), elements: z.number(), bytes: z.number() })
export const tensorTotalsSchema = tensorSum.omit({ name: true }).extend({
  /** Tensors of a type unknown here or of no known shape, which `bytes` leaves out. */
  unknown: z.number(),
  /** The largest first. */
  types: z.array(tensorSum),
  /** In the order of the file. */
  layers: z.array(tensorSum),
})
export type TensorTotals = z.infer<typeof tensorTotalsSchema>

export const vocabularySchema = z.object({
  /** How tokens are written, see `tokenPieces`. */
  kind: z.enum(['gpt2', 'llama', 'bert', 't5', 'rwkv', 'other']),
  /** `tokenizer.ggml.model` and `.pre` as the file has them. */
  model: z.string(),
  pre: z.string(),
  total: z.number(),
  merges: z.number(),
  hasScores: z.boolean(),
  types: z.array(z.object({ type: z.number(), count: z.number() })),
  /** Tokens with a part to play: `bos`, `eos`, `unknown`, …; `text` is `null` beyond the vocabulary. */
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

/** How the list of models is looked at. Columns are named by the page; one it does not know is passed over. */
export const libraryViewSchema = z.strictObject({
  /** From left to right, without the name, which is always the first. What is not named has the page's own place and width. */
  columns: z
    .array(z.strictObject({ id: columnId, width: z.number().int().min(30).max(800), shown: z.boolean() }))
    .max(40)
    .default([]),
  sort: z.strictObject({ column: columnId, desc: z.boolean() }).default({ column: 'name', desc: false }),
  group: z.enum(['none', 'family', 'weights']).default('none'),
})
export type LibraryView = z.infer<typeof libraryViewSchema>

const modelRef = z.strictObject({ hostId, name: modelName })
const offset = z.number().int().min(0).max(1e9)
const limit = z.number().int().min(1).max(2000)

export const library = {
  view: base.output(libraryViewSchema),
  /** On disk before the reply. */
  setView: base.input(libraryViewSchema).output(libraryViewSchema),
  /**
   * All models by name. `revision` is that of the list the caller has: as long as nothing has changed,
   * `models` is `null`. Else it is the JSON text of `Listed[]`: one text crosses in a fraction of the
   * time that serializing thousands of objects value by value takes. `leftOut`: rows without a name.
   */
  list: base
    .input(z.strictObject({ hostId, revision: z.string().max(64).nullable().default(null) }))
    .output(z.object({ revision: z.string(), models: z.string().nullable(), leftOut: z.number() })),
  /** The list as it was read last, in this run or another, for the time until it is read anew; `null` for none. */
  lastList: base.input(z.strictObject({ hostId })).output(z.object({ models: z.string().nullable() })),
  /**
   * The sha256 of the weights' blob by digest of the manifest, or `null` where the server answered without
   * telling it. What could not be asked is left out. The server is asked for two at a time; what it said
   * once holds for good.
   */
  weights: base
    .input(z.strictObject({ hostId, digests: z.array(z.string().min(1).max(80)).max(64) }))
    .output(z.record(z.string(), z.string().nullable())),
  /** What `show` tells, without its long texts and arrays. */
  inspect: base.input(modelRef).output(inspectionSchema),
  /** One page of a long text, cut between characters. */
  text: base
    .input(modelRef.extend({ part: z.enum(textParts), offset }))
    .output(z.object({ text: z.string(), total: z.number(), next: z.number().nullable() })),
  tensors: base
    .input(modelRef.extend({ offset, limit }))
    .output(z.object({ rows: z.array(tensorSchema), total: z.number() })),
  /** What the tensors take, by type and by layer. */
  tensorTotals: base.input(modelRef).output(tensorTotalsSchema),
  /** One page of an array of model_info, from the verbose answer. */
  array: base
    .input(modelRef.extend({ key: z.string().min(1).max(200), offset, limit }))
    .output(z.object({ values: z.array(scalar), total: z.number() })),
  /** One page of the vocabulary, from the verbose answer. */
  tokens: base
    .input(modelRef.extend({ offset, limit }))
    .output(z.object({ rows: z.array(tokenSchema), total: z.number() })),
  /** What there is to know of the vocabulary as a whole, from the verbose answer. */
  vocabulary: base.input(modelRef).output(vocabularySchema),
  /** Tokens whose text contains `query` (or whose id it is), of one type if given, in order of id, from id `from` on. */
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
  copy: base
    .input(z.strictObject({ hostId, source: modelName, destination: modelName, overwrite: z.boolean().default(false) }))
    .output(z.object({ name: z.string() })),
  /** Copies, lists again, compares digests, and only then deletes the old name. */
  rename: base.input(z.strictObject({ hostId, from: modelName, to: modelName })).output(z.object({ name: z.string() })),
  /** `stillLoaded`: the server keeps a deleted model in memory until it expires. */
  remove: base.input(modelRef).output(z.object({ stillLoaded: z.boolean() })),
}
