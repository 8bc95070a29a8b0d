import { z } from 'zod'

/**
 * Ollama's own JSON, as servers from 0.1 to 0.33 send it. Every object is loose: a field this file
 * does not know passes through, and a field that old servers leave out may be absent.
 */

export const versionSchema = z.looseObject({ version: z.string() })

/** Generate and chat, as far as loading and unloading need them. */
export const loadedAnswerSchema = z.looseObject({
  model: z.string(),
  created_at: z.string(),
  done: z.boolean(),
  done_reason: z.string().optional(),
})

/**
 * An error body or an error line. The text is a string but for 0.5.12's failed embeddings, which
 * say `{"error":{}}`; lines of old servers may carry a numeric status.
 */
export const errorSchema = z.looseObject({
  error: z.unknown(),
  status: z.number().optional(),
  signin_url: z.string().optional(),
})
