import { z } from 'zod'
import { MOST_OPTION } from '../domain/presets.ts'
import { keepAlive, modelName } from './fields.ts'
import { base } from './problem.ts'

const count = (least: number) => z.number().int().min(least).max(MOST_OPTION).optional()

/**
 * The options that Ollama applies when it loads a model (`api.Runner` of its source); a request with other ones reloads
 * it. What is absent is left to the server.
 */
export const loaderOptions = z.strictObject({
  /** Context in tokens. */
  num_ctx: count(1),
  /** Layers on GPUs; 0 for none. */
  num_gpu: count(0),
  /** Prompt tokens processed together. */
  num_batch: count(1),
  /** Processor threads. */
  num_thread: count(1),
  /** Index of the GPU for what is not split over several. */
  main_gpu: count(0),
  /** Whether the file is mapped into memory instead of read. */
  use_mmap: z.boolean().optional(),
})
export type LoaderOptions = z.infer<typeof loaderOptions>

export const presetSchema = z.strictObject({
  /** The address of the server, or `sandbox`, see `hostKey`. Only a key: nothing is sent there. */
  host: z.string().min(1).max(2048),
  name: modelName,
  /** `null` for the default of the settings. */
  keepAlive,
  options: loaderOptions,
  /** Whether Corral loads the model when it starts. */
  atStart: z.boolean(),
})
/** How Corral loads a model of a host. It outlives the model. */
export type Preset = z.infer<typeof presetSchema>

export const presets = {
  /** The presets of all hosts, the oldest first. */
  list: base.output(z.array(presetSchema)),
  /**
   * Saves the preset of a model; one that says nothing (see `isEmptyPreset`) is removed. Written to disk before the
   * reply. Fails with `keep_alive_invalid`, `presets_full`, `not_saved`.
   */
  set: base.input(presetSchema),
}
