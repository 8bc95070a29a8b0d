import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { MAX_TEXT_CHARACTERS, MAX_TEXTS } from './embedding-bounds.ts'
import { hostId, keepAlive, modelName, modelOptions } from './fields.ts'
import { base, problemSchema } from './problem.ts'

export const runId = z.string().min(1).max(64)

/** A text that got no vector, by its index in the run from 0 on, and why. */
export const missingVectorSchema = z.object({ text: z.number(), problem: problemSchema })
export type MissingVector = z.infer<typeof missingVectorSchema>

export const runSchema = z.object({
  id: runId,
  hostId,
  model: z.string(),
  count: z.number(),
  /** The length of each vector; 0 if no text got one. */
  dimensions: z.number(),
  /** Texts without a vector, in order; their rows are NaN. */
  missing: z.array(missingVectorSchema),
  /** Tokens the server counted over all texts, after truncation; `null` if it does not report them. */
  tokens: z.number().nullable(),
  /** Tokens of each text, if each was sent `alone` and the server reports them; `null` for one without a vector. */
  tokensOf: z.array(z.number().nullable()).nullable(),
  /**
   * Texts that the server truncated to the model's context, with the tokens it kept; `null` if unknown (the legacy
   * endpoint).
   */
  cut: z.array(z.object({ text: z.number(), tokens: z.number().nullable() })).nullable(),
  /** The server's own durations summed over the calls, in nanoseconds; `null` if it does not report them. */
  totalNs: z.number().nullable(),
  loadNs: z.number().nullable(),
  /** Measured by Corral around the calls, in milliseconds. */
  elapsedMs: z.number(),
  calls: z.number(),
  /** `embeddings` is the legacy endpoint of servers before 0.3. */
  endpoint: z.enum(['embed', 'embeddings']),
})
export type Run = z.infer<typeof runSchema>

export const runEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), done: z.number(), count: z.number() }),
  z.object({ type: z.literal('done'), run: runSchema }),
])
export type RunEvent = z.infer<typeof runEventSchema>

/** The part of `Blob` that both processes use; this folder has neither DOM nor Node types. */
export interface BlobLike {
  readonly size: number
  readonly type: string
  arrayBuffer(): Promise<ArrayBuffer>
}

export const embeddings = {
  /**
   * Live: embeds in batches with progress; closing the stream cancels. The vectors stay in the core. Texts for which
   * the server gives no vector are `missing` in the run. A text that is too long and may not be truncated fails the
   * run; the problem's `text` is its number, from 1 on.
   */
  run: base
    .input(
      z.strictObject({
        hostId,
        model: modelName,
        texts: z
          .array(z.string().max(MAX_TEXT_CHARACTERS))
          .min(1)
          .max(MAX_TEXTS)
          .refine((texts) => texts.reduce((sum, text) => sum + text.length, 0) <= MAX_TEXT_CHARACTERS),
        truncate: z.boolean().default(true),
        /** Each text in a request of its own: slower, but gives the tokens of each. */
        alone: z.boolean().default(false),
        /** 0 or absent: the full length. */
        dimensions: z.number().int().min(0).max(100_000).default(0),
        options: modelOptions.optional(),
        keepAlive: keepAlive.default(null),
      }),
    )
    .output(eventIterator(runEventSchema)),
  /** Raw little-endian float32, whole vectors from text `from` on, at most `VECTOR_BYTES`. */
  vectors: base
    .input(z.strictObject({ runId, from: z.number().int().min(0).max(MAX_TEXTS) }))
    .output(z.object({ bytes: z.custom<BlobLike>(), from: z.number(), count: z.number() })),
  /** Frees a run's vectors; otherwise they are dropped when newer runs need the memory. */
  release: base.input(z.strictObject({ runId })),
}
