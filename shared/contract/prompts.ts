import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { hostId, instant, modelName, modelOptions } from './fields.ts'
import { savedProblemSchema } from './playground.ts'
import { base } from './problem.ts'
import {
  MAX_ANSWERS,
  MAX_IMAGE_CHARACTERS,
  MAX_IMAGES,
  MAX_KEPT_CHARACTERS,
  MAX_PROMPT_CHARACTERS,
} from './prompt-bounds.ts'

/** Whether the model is to think first, and how long; `null` leaves it to the server, which is all that old ones know. */
export const thinkSchema = z.union([z.boolean(), z.enum(['low', 'medium', 'high'])]).nullable()
export type Think = z.infer<typeof thinkSchema>

const figure = z.number().min(0).nullable()

/** `null`: not told. A server leaves out `promptTokens` where it has the whole prompt in its cache. */
export const answerFiguresSchema = z.strictObject({
  /** Of the server: durations in nanoseconds, and tokens. */
  loadNs: figure,
  promptTokens: figure,
  promptNs: figure,
  answerTokens: figure,
  answerNs: figure,
  totalNs: figure,
  /** Measured by Corral, in milliseconds: from the request to the first text or thinking, and to the end. */
  firstMs: figure,
  elapsedMs: figure,
})
export type AnswerFigures = z.infer<typeof answerFiguresSchema>

const promptFields = {
  prompt: z.string().max(MAX_PROMPT_CHARACTERS),
  system: z.string().max(MAX_PROMPT_CHARACTERS).default(''),
  options: modelOptions.default({}),
  think: thinkSchema.default(null),
}

/** A prompt and what a model answered, as it is kept. */
export const answerSchema = z.strictObject({
  ...promptFields,
  id: z.string().min(1).max(64),
  hostId,
  model: modelName,
  /** Of the model at that time, if the server lists one. */
  digest: z.string().max(200).nullable(),
  /** The number of images sent; they are not kept. */
  images: z.number().int().min(0).max(MAX_IMAGES),
  text: z.string().max(MAX_KEPT_CHARACTERS),
  thinking: z.string().max(MAX_KEPT_CHARACTERS),
  /** Whether the end of text or thinking is not kept. */
  isCut: z.boolean(),
  /** The server's word for why it ended: `stop`, `length`; `null` if it did not end by itself or does not tell. */
  doneReason: z.string().max(100).nullable(),
  isStopped: z.boolean(),
  problem: savedProblemSchema.nullable(),
  figures: answerFiguresSchema,
  at: instant.min(0).max(8.64e15),
})
export type Answer = z.infer<typeof answerSchema>

export const promptEventSchema = z.discriminatedUnion('type', [
  /** What is new; either may be empty. */
  z.object({ type: z.literal('text'), text: z.string(), thinking: z.string() }),
  z.object({ type: z.literal('done'), answer: answerSchema }),
])
export type PromptEvent = z.infer<typeof promptEventSchema>

const modelRef = z.strictObject({ hostId, model: modelName })

export const prompts = {
  /**
   * Live: sends one prompt and streams the answer, without the prompts before it. Closing the stream ends the server's
   * work. However it ends, the answer is kept if there is any.
   */
  run: base
    .input(
      modelRef.extend({
        ...promptFields,
        prompt: promptFields.prompt.min(1),
        /** Image files in base64. */
        images: z
          .array(z.string().min(1).max(MAX_IMAGE_CHARACTERS))
          .max(MAX_IMAGES)
          .refine((images) => images.reduce((sum, image) => sum + image.length, 0) <= MAX_IMAGE_CHARACTERS)
          .default([]),
      }),
    )
    .output(eventIterator(promptEventSchema)),
  /** The answers kept of a model under this name or with the same content, the newest first. */
  answers: base.input(modelRef).output(z.array(answerSchema).max(MAX_ANSWERS)),
  /** Deletes them. */
  forget: base.input(modelRef),
}
