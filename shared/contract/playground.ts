import { z } from 'zod'
import { fittingTexts } from '#shared/domain/text-bounds.ts'
import { MAX_RUNS, MAX_TEXT_CHARACTERS, MAX_TEXTS } from './embedding-bounds.ts'
import { runId, runSchema } from './embeddings.ts'
import { hostId, keepAlive, modelName, modelOptions } from './fields.ts'
import { base, problemCodes } from './problem.ts'

export const MAX_DIMENSIONS = 100_000

const whole = z.number().int().min(0)
const index = whole.max(MAX_TEXTS - 1)
const figure = z.number().min(0)
const group = z.string().min(1).max(60)

/** A text to embed, and the group it belongs to, if any. */
export const entrySchema = z.strictObject({
  text: z.string().max(MAX_TEXT_CHARACTERS),
  group: group.nullable().default(null),
})

/** The list of texts. */
export const listedTextsSchema = z.strictObject({
  entries: z
    .array(entrySchema)
    .max(MAX_TEXTS)
    .refine((entries) => fittingTexts(entries).length === entries.length),
  /** In the order in which they first appeared, which gives each its colour. */
  groups: z.array(group).max(MAX_TEXTS),
})
export type ListedTexts = z.infer<typeof listedTextsSchema>

/** Settings of a run besides model and texts. */
export const runSettingsSchema = z.strictObject({
  truncate: z.boolean(),
  /** As requested; 0 for all. */
  dimensions: whole.max(MAX_DIMENSIONS),
  options: modelOptions,
  keepAlive,
})

export type RunSettings = z.infer<typeof runSettingsSchema>

/** What the server and Corral counted and measured, as in `runSchema`. */
export const runFiguresSchema = z.strictObject({
  tokens: figure.nullable(),
  tokensOf: z.array(figure.nullable()).max(MAX_TEXTS).nullable(),
  cut: z
    .array(z.strictObject({ text: index, tokens: figure.nullable() }))
    .max(MAX_TEXTS)
    .nullable(),
  totalNs: figure.nullable(),
  loadNs: figure.nullable(),
  // The clock of the computer may have been set back meanwhile.
  elapsedMs: z.number(),
  calls: whole,
  endpoint: runSchema.shape.endpoint,
})

/** A problem as it is kept: without the server's own words. */
export const savedProblemSchema = z.strictObject({
  code: z.enum(problemCodes),
  params: z
    .record(z.string().min(1).max(64), z.union([z.number(), z.string().max(600)]))
    .refine((params) => Object.keys(params).length <= 16),
  retryable: z.boolean(),
})

/** A run without its vectors. */
export const savedRunSchema = z.strictObject({
  id: runId,
  /** `null` for a result read from a file. */
  hostId: hostId.nullable(),
  model: modelName,
  dimensions: whole.max(MAX_DIMENSIONS),
  texts: z.array(entrySchema).min(1).max(MAX_TEXTS),
  settings: runSettingsSchema,
  figures: runFiguresSchema,
  /** Texts without a vector, by index, and why. */
  missing: z.array(z.strictObject({ text: index, problem: savedProblemSchema })).max(MAX_TEXTS),
  /** End of the run, in milliseconds since 1970; at most the latest time that a `Date` can be. */
  at: figure.max(8.64e15),
})
export type SavedRun = z.infer<typeof savedRunSchema>

/** The fields of the view, each with its default. */
export const playgroundViewFields = {
  /** Typed text that is not yet in the list. */
  draft: z.string().max(MAX_TEXT_CHARACTERS).default(''),
  /** The other text to compare, as typed. */
  query: z.string().max(MAX_TEXT_CHARACTERS).default(''),
  /** Indexes in the list of texts: the one whose neighbours are shown, and those selected. */
  active: index.nullable().default(null),
  selection: z.array(index).max(MAX_TEXTS).default([]),
  order: z.enum(['given', 'similarity', 'group']).default('given'),
  map: z.enum(['plane', 'layout']).default('plane'),
  tab: z.enum(['nearest', 'vector', 'agreement', 'runs']).default('nearest'),
  beside: z.enum(['maps', 'matrices']).default('maps'),
  /** The run that is shown, and the one beside it. */
  shownId: runId.nullable().default(null),
  besideId: runId.nullable().default(null),
  // Settings of the next run. `model: null`: the most likely of the host.
  model: modelName.nullable().default(null),
  second: modelName.nullable().default(null),
  truncate: z.boolean().default(true),
  /** `null` for all. */
  dimensions: whole.max(MAX_DIMENSIONS).nullable().default(null),
  /** Loader options as typed. */
  options: z.string().max(100_000).default(''),
  keepAlive: z.enum(['short', 'hour', 'forever', 'default', 'other']).default('default'),
  /** As typed, for `other`. */
  keepAliveText: z.string().max(100).default(''),
}
const viewSchema = z.strictObject(playgroundViewFields)
export type PlaygroundView = z.infer<typeof viewSchema>

const playgroundSchema = z.strictObject({
  texts: listedTextsSchema,
  /** The newest first. */
  runs: z.array(savedRunSchema).max(MAX_RUNS),
  view: viewSchema,
})
export type SavedPlayground = z.infer<typeof playgroundSchema>

export const playground = {
  /** What was last saved, in this run of Corral or an earlier one. */
  get: base.output(playgroundSchema),
  /** Replaces each part that is given. It is written a second later, and when Corral quits. */
  save: base.input(playgroundSchema.partial()),
}
