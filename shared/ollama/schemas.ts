import { z } from 'zod'

/**
 * JSON of Ollama servers from 0.1 to 0.33. Objects are loose: unknown fields are kept, and fields that old servers
 * omit are optional.
 */

export const versionSchema = z.looseObject({ version: z.string() })

/** The fields of generate and chat that loading and unloading need. */
export const loadedAnswerSchema = z.looseObject({
  model: z.string(),
  created_at: z.string(),
  done: z.boolean(),
  done_reason: z.string().optional(),
})

/**
 * An error body or an error line. The text is a string except for failed embeddings of 0.5.12, `{"error":{}}`; lines
 * of old servers may have a numeric status.
 */
export const errorSchema = z.looseObject({
  error: z.unknown(),
  status: z.number().optional(),
  signin_url: z.string().optional(),
})
