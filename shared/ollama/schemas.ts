import { z } from 'zod'

/**
 * Ollama's own JSON, as servers from 0.1 to 0.33 send it. Every object is loose: a field this file
 * does not know passes through, and a field that old servers leave out may be absent.
 */

export const versionSchema = z.looseObject({ version: z.string() })

const detailsSchema = z.looseObject({
  parent_model: z.string().optional(),
  format: z.string().optional(),
  family: z.string().optional(),
  families: z.array(z.string()).nullish(),
  parameter_size: z.string().optional(),
  quantization_level: z.string().optional(),
  /** Since 0.30, in `/api/tags` only. */
  context_length: z.number().optional(),
  embedding_length: z.number().optional(),
})

export const tagSchema = z.looseObject({
  name: z.string(),
  model: z.string().optional(),
  modified_at: z.string(),
  size: z.number(),
  digest: z.string(),
  details: detailsSchema.optional(),
  capabilities: z.array(z.string()).optional(),
  remote_model: z.string().optional(),
  remote_host: z.string().optional(),
})
export const tagsSchema = z.looseObject({ models: z.array(tagSchema).nullable() })

const metadata = z.record(z.string(), z.unknown())

export const showSchema = z.looseObject({
  license: z.string().optional(),
  modelfile: z.string().optional(),
  parameters: z.string().optional(),
  template: z.string().optional(),
  system: z.string().optional(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string().optional() })).nullish(),
  details: detailsSchema.optional(),
  model_info: metadata.nullish(),
  projector_info: metadata.nullish(),
  /** Since 0.6.1, for GGUF without `verbose` too. */
  tensors: z
    .array(z.looseObject({ name: z.string(), type: z.string(), shape: z.array(z.number()).nullable() }))
    .nullish(),
  capabilities: z.array(z.string()).optional(),
  modified_at: z.string().optional(),
  remote_model: z.string().optional(),
  remote_host: z.string().optional(),
  requires: z.string().optional(),
})

/** Generate and chat, as far as loading and unloading need them. */
export const loadedAnswerSchema = z.looseObject({
  model: z.string(),
  created_at: z.string(),
  done: z.boolean(),
  done_reason: z.string().optional(),
})

/** JSON has no NaN: engines and proxies that meet one write `null`. */
const vector = z.array(z.number().nullable())

export const embedSchema = z.looseObject({
  model: z.string(),
  embeddings: z.array(vector),
  total_duration: z.number().optional(),
  load_duration: z.number().optional(),
  prompt_eval_count: z.number().optional(),
})
export const legacyEmbeddingSchema = z.looseObject({ embedding: vector })

/**
 * An error body or an error line. The text is a string but for 0.5.12's failed embeddings, which
 * say `{"error":{}}`; lines of old servers may carry a numeric status.
 */
export const errorSchema = z.looseObject({
  error: z.unknown(),
  status: z.number().optional(),
  signin_url: z.string().optional(),
})

export type Tag = z.infer<typeof tagSchema>
export type Show = z.infer<typeof showSchema>
