import { z } from 'zod'
import { cacheTypes } from '../domain/memory-fit/setting.ts'
import { hostId, instant } from './fields.ts'
import { base } from './problem.ts'

/** `num_gpu` or `num_batch` of a load: `auto` if it was not given, so that Modelfile or server decide. */
const option = z.union([z.number(), z.literal('auto')]).nullable()

/**
 * The memory of a load that settled, by what it depends on besides host and model; `null` is what is not known, as
 * the options with which another program loaded it.
 */
export const measuredLoadSchema = z.object({
  /** Tokens of one slot. */
  context: z.number().int().min(1),
  /** `OLLAMA_NUM_PARALLEL` and `OLLAMA_KV_CACHE_TYPE`, as the user said them of the host. */
  slots: z.number().int().min(1).nullable(),
  cacheType: z.enum(cacheTypes).nullable(),
  gpuLayers: option,
  batch: option,
  /** Of the server. */
  version: z.string().min(1).max(100),
  /** Bytes as `ps` says them, or corrected where it is known to be wrong. */
  size: z.number().min(1),
  sizeVram: z.number().min(0),
  /** The part of both that `ps` leaves out and that was added, in bytes: the cache of layers without a window. */
  added: z.number().min(0),
  at: instant,
})
export type MeasuredLoad = z.infer<typeof measuredLoadSchema>

/** What two loads of one model tell of a host, see `toldBy`. */
export const toldSchema = z.object({
  cacheType: z.enum(cacheTypes),
  /** `null` if the model always has one. */
  slots: z.number().int().min(1).nullable(),
  /** The model and the contexts of its two loads. */
  model: z.string().min(1).max(600),
  contexts: z.tuple([z.number(), z.number()]),
})
export type Told = z.infer<typeof toldSchema>

/** What was measured on a host. */
export const calibrationSchema = z.object({
  /** Of one model, oldest first. */
  loads: z.array(measuredLoadSchema),
  told: toldSchema.nullable(),
})
export type Calibration = z.infer<typeof calibrationSchema>

export const measured = {
  of: base.input(z.strictObject({ hostId, digest: z.string().max(200) })).output(calibrationSchema),
  /** The loads of all models of all hosts. */
  count: base.output(z.object({ loads: z.number() })),
  /** Forgets them all, and what they told of hosts. */
  forget: base,
}
