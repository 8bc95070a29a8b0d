import { z } from 'zod'

/** A layer of a model, as its memory needs it. */
const layerSchema = z.object({
  /** Bytes without those of its experts. */
  weights: z.number(),
  /** Bytes of the experts of a mixture; 0 without. */
  experts: z.number(),
  /** Numbers that the key-value cache keeps for each token; 0 without a cache, `null` if not known. */
  cache: z.number().nullable(),
  /** Whether that cache keeps only the tokens of the window. */
  isSliding: z.boolean(),
  /** Bytes of the recurrent state of each slot; 0 without. */
  state: z.number(),
})

/**
 * What the memory of a loaded model depends on, from the tensors and the metadata of `show`. All sizes in bytes, `null`
 * where not known.
 */
export const memoryModelSchema = z.object({
  /** `general.architecture`; empty if not known. */
  architecture: z.string(),
  /**
   * `listed`: the rules of the architecture are known. `plain`: it is not listed and has no window and no recurrent
   * state. `other`: it is not listed, and which of its layers keep what is not known. `mlx`: a safetensors model, whose
   * cache grows while it is used. `none`: the server sends no tensors, or it is a cloud model.
   */
  kind: z.enum(['listed', 'plain', 'other', 'mlx', 'none']),
  /** The files of the model, as listed. */
  file: z.number().nullable(),
  /** Tensors that are never on a GPU: the token embedding, positions and types. */
  input: z.number(),
  /** The token embedding if the output shares it and a GPU holds a copy; else 0. */
  tied: z.number(),
  /** All that follows the last layer. */
  output: z.number(),
  /** The encoder of images or sound, in the same file or beside it; 0 without, `null` if its size is not known. */
  projector: z.number().nullable(),
  /** Tensors whose size is not known and which the figures do not contain. */
  unknownTensors: z.number(),
  layers: z.array(layerSchema),
  /** Tokens of the window; `null` without one. */
  window: z.number().nullable(),
  /** Tokens it was trained with. */
  context: z.number().nullable(),
  embedding: z.number().nullable(),
  heads: z.number().nullable(),
  /** The fewest heads of a layer that has a cache. */
  kvHeads: z.number().nullable(),
  vocabulary: z.number().nullable(),
  /** Numbers that the computation keeps for each token of a batch. */
  width: z.number().nullable(),
  isEncoder: z.boolean(),
  /** Multi-head latent attention: one small cache instead of keys and values. */
  isMla: z.boolean(),
  isRecurrent: z.boolean(),
  /** Layers that predict further tokens ahead, or a draft model: their own cache is not known. */
  predictsAhead: z.boolean(),
  /** Whether the server gives it one slot whatever `OLLAMA_NUM_PARALLEL` says. */
  hasOneSlot: z.boolean(),
  /** `num_ctx`, `num_batch` and `num_gpu` of the Modelfile. */
  parameters: z.object({
    context: z.number().nullable(),
    batch: z.number().nullable(),
    gpuLayers: z.number().nullable(),
  }),
})
export type MemoryModel = z.infer<typeof memoryModelSchema>
export type MemoryLayer = MemoryModel['layers'][number]
