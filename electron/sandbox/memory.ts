import { cacheBytes, type Gguf } from './catalogue/gguf.ts'

/** The memory of a loaded model, in bytes. */
export interface Footprint {
  size: number
  /** The part on the GPU. */
  vram: number
}

/** Batch size, and bytes per number in the buffers. */
const BATCH = 512
const NUMBER = 4

/** Buffers for one batch: the widest tensors and the logits. */
function bufferBytes({ architecture, tokenizer, embeds }: Gguf): number {
  const { embedding, feedForward } = architecture
  return BATCH * NUMBER * (6 * embedding + 2 * feedForward + (embeds ? 0 : tokenizer.size))
}

/** Weights, key-value cache and buffers. */
export function sizeInMemory(gguf: Gguf, weights: number, context: number): number {
  return weights + cacheBytes(gguf.architecture, context) + bufferBytes(gguf)
}

/**
 * The part of a model on a GPU with `free` bytes: all of it, or as many layers as fit beside the buffers. `layers` is
 * `num_gpu`, the largest number of layers on the GPU.
 */
export function place(gguf: Gguf, weights: number, context: number, free: number, layers: number): Footprint {
  const size = sizeInMemory(gguf, weights, context)
  const count = gguf.architecture.blocks + 1
  if (size <= free && layers >= count) return { size, vram: size }
  const buffers = bufferBytes(gguf)
  const perLayer = (size - buffers) / count
  const fit = Math.max(0, Math.min(Math.floor((free - buffers) / perLayer), layers, count - 1))
  return { size, vram: fit === 0 ? 0 : Math.round(buffers + fit * perLayer) }
}

const GIB = 2 ** 30

/** The default context in tokens: more on a bigger GPU. */
export function contextFor(vram: number): number {
  return vram >= 47 * GIB ? 262_144 : vram >= 23 * GIB ? 32_768 : 4096
}
