import { z } from 'zod'
import { exactnesses } from '../domain/amount.ts'

/** Fields shared by several areas, each bounded so that no input can fill the memory. */

export const hostId = z.string().min(1).max(64)

/**
 * A model name as the user or the server wrote it. Its grammar is checked where it is used, which gives a better
 * error.
 */
export const modelName = z.string().min(1).max(600)

/**
 * A keep-alive as Ollama reads it: seconds, a Go duration (`"10m"`, `"1h30m"`), any negative value
 * for "until unloaded". `null` leaves it to the server.
 */
export const keepAlive = z.union([z.number().min(-1).max(1e9), z.string().min(1).max(40)]).nullable()

/** Loader options as Ollama takes them (`num_ctx`, `num_gpu`, …). */
export const modelOptions = z
  .record(
    z.string().min(1).max(64),
    z.union([z.number(), z.boolean(), z.string().max(4096), z.array(z.string().max(4096)).max(64)]),
  )
  .refine((options) => Object.keys(options).length <= 64, { message: 'at most 64 options' })

export type ModelOptions = z.infer<typeof modelOptions>

/** A figure in bytes with its exactness, see `Amount`. */
export const amountSchema = z.object({ bytes: z.number(), exactness: z.enum(exactnesses) })

/** Milliseconds since 1970, on the clock of the process that created it. */
export const instant = z.number()
