import { type Architecture, isEncoder, keyLength } from '../catalogue/architectures.ts'
import type { Gguf } from '../catalogue/gguf.ts'
import { bytesOf } from '../catalogue/quantization.ts'
import { GIB } from './machine.ts'

const MIB = 2 ** 20
/** Bytes of a number in the cache, f16, and in the buffers, f32. */
const HALF = 2
const SINGLE = 4

/**
 * How a version counts memory. `buffers`: it sums the buffers that its runner has allocated (0.30 and later). Earlier
 * ones estimate before they load; what they add for safety is counted only of models that its own engine does not run.
 */
export type Accounting = { kind: 'buffers' } | { kind: 'estimate'; ownEngine: readonly string[]; capsContext: boolean }

/** What is placed as one: a block of the model, or the output after the last one. In bytes. */
export interface Unit {
  weights: number
  cache: number
  /** Whether it is a layer without a window, beside others with one. */
  isFull: boolean
  /** Additional weights if it is on a GPU: an output that shares its tensor with the token embedding. */
  copied: number
}

/** A model as it is loaded, in bytes. */
export interface Parts {
  /** Tensors that are never on a GPU. */
  input: number
  /** Front to back; the output is the last. */
  units: readonly Unit[]
  /** Buffers of the computation on each GPU, and on the CPU beside GPUs and without one. */
  compute: { gpu: number; pipeline: number; beside: number; alone: number }
  /** The image encoder with its buffers; not in `ps` if `isProjectorListed` is false. */
  projector: number
  isProjectorListed: boolean
  /** Kept free on each GPU. */
  margin: number
  /** Counted without being allocated: on each GPU, and without one. */
  spare: { gpu: number; alone: number }
  file: number
  /** What the server predicts before it loads a second model. */
  prediction: number
}

export interface Setting {
  gguf: Gguf
  /** Bytes of the file, and of the files of image encoders. */
  file: number
  projectors: number
  /** Tokens of one slot. */
  context: number
  slots: number
  /** `num_batch`. */
  batch?: number | undefined
  /** The most free memory of any device. */
  free: number
}

const paddedTo256 = (tokens: number) => Math.ceil(tokens / 256) * 256

function isFull({ window }: Architecture, layer: number): boolean {
  return !window || (layer + 1) % window.every === 0
}

/** The rule by which the server decides on evictions: the file and an f16 cache without windows and key lengths. */
export function predictionOf({ gguf, file, context, slots }: Setting): number {
  const { blocks, kvHeads = 0, embedding, heads } = gguf.architecture
  return file + 2 * blocks * kvHeads * (embedding / heads) * context * slots * HALF
}

/** The batch that the server chooses by the context and the free memory. */
function batchOf(setting: Setting): number {
  const { context, slots, free, batch } = setting
  if (batch !== undefined) return batch
  const prediction = predictionOf(setting)
  const fits = (extra: number, share: number) => prediction + extra <= 0.8 * free && prediction <= share * free
  const total = context * slots
  if (total > 32_768 && fits(2 * GIB, 0.6)) return 2048
  return total > 4096 && fits(0.75 * GIB, 0.75) ? 1024 : 512
}

interface Weights {
  input: number
  layers: number[]
  output: number
  /** The token embedding, if the output shares it; else 0. */
  tied: number
  encoder: number
}

function weightsOf(gguf: Gguf): Weights {
  const sums: Weights = {
    input: 0,
    layers: Array.from({ length: gguf.architecture.blocks }, () => 0),
    output: 0,
    tied: 0,
    encoder: 0,
  }
  let embedding = 0
  let hasOutput = false
  for (const tensor of gguf.tensors()) {
    const bytes = bytesOf(tensor)
    const block = /^blk\.(\d+)\./.exec(tensor.name)?.[1]
    if (block !== undefined) sums.layers[Number(block)] = (sums.layers[Number(block)] ?? 0) + bytes
    else if (/^(v|mm)\./.test(tensor.name)) sums.encoder += bytes
    else if (/^(token_embd|position_embd|token_types)\.weight$/.test(tensor.name)) sums.input += bytes
    else sums.output += bytes
    if (tensor.name === 'token_embd.weight') embedding = bytes
    hasOutput ||= tensor.name === 'output.weight'
  }
  if (!hasOutput && !isEncoder(gguf.architecture)) sums.tied = embedding
  return sums
}

function unitsOf({ layers, output, tied }: Weights, a: Architecture, cacheOf: (layer: number) => number): Unit[] {
  return [
    ...layers.map((weights, layer) => ({
      weights,
      cache: cacheOf(layer),
      isFull: a.window !== undefined && isFull(a, layer),
      copied: 0,
    })),
    { weights: output, cache: 0, isFull: false, copied: tied },
  ]
}

/** The factor of the batch in the buffers, fitted to real loads of many widths. */
function width(a: Architecture): number {
  const { embedding: h, feedForward: f } = a
  if (isEncoder(a)) return a.name === 'bert' ? 3 * h + f : 4 * h + 3 * f
  return f >= 2.6 * h ? 4 * h + 3 * f : 3 * h + 3 * f
}

function buffers(setting: Setting): Parts {
  const { gguf, file, projectors, context, slots } = setting
  const { architecture: a } = gguf
  const weights = weightsOf(gguf)
  const encodes = isEncoder(a)
  const batch = encodes ? Math.min(2048, context) : batchOf(setting)
  const cells = paddedTo256(context)
  const windowed = a.window ? paddedTo256(Math.min(cells, a.window.tokens + batch)) : 0
  const perCell = (a.kvHeads ?? 0) * 2 * keyLength(a) * HALF * slots
  const units = unitsOf(weights, a, (layer) => perCell * (isFull(a, layer) ? cells : windowed))
  const mask = encodes ? 2 * batch ** 2 : 2 * batch * (cells + windowed)
  const compute = batch * SINGLE * width(a) + mask
  const logits = SINGLE * gguf.tokenizer.size * slots
  const encoder = weights.encoder + projectors
  const projector = encoder === 0 ? 0 : encoder + GIB
  return {
    // Written down by the server with what is on the CPU.
    input: weights.input + logits,
    units,
    compute: { gpu: compute, pipeline: 3 * mask, beside: batch * SINGLE * a.embedding + mask, alone: compute },
    projector,
    isProjectorListed: false,
    margin: GIB,
    spare: { gpu: 0, alone: 0 },
    file: file + projectors,
    prediction: predictionOf(setting),
  }
}

/** The memory of CUDA that earlier versions count. */
const CUDA = 457 * MIB

function estimate(setting: Setting, { ownEngine, capsContext }: Accounting & { kind: 'estimate' }): Parts {
  const { gguf, file, projectors, slots } = setting
  const { architecture: a } = gguf
  const weights = weightsOf(gguf)
  const encodes = isEncoder(a)
  const tokens = Math.min(setting.context, capsContext || encodes ? a.context : Infinity) * slots
  const batch = Math.min(setting.batch ?? 512, tokens)
  const { embedding: h, heads, kvHeads = heads } = a
  const vocabulary = gguf.tokenizer.size
  const windowed = a.window ? Math.min(tokens, a.window.tokens * slots + batch) : tokens
  const perCell = kvHeads * 2 * keyLength(a) * HALF
  const units = unitsOf(weights, a, (layer) => perCell * (isFull(a, layer) ? tokens : windowed))
  const row = SINGLE * batch
  const whole = Math.max(row * (1 + 4 * h + tokens * (1 + heads)), row * (h + vocabulary))
  const part =
    row * h +
    Math.max(
      row * (1 + h + Math.max(tokens, h)) +
        (h * h * 9) / 16 +
        SINGLE * tokens * (batch * heads + keyLength(a) * kvHeads),
      row * (h + vocabulary) + (h * vocabulary * 105) / 128,
    )
  const graph = (bytes: number) => (encodes ? 0 : bytes)
  const encoder = weights.encoder + projectors
  const isOwn = ownEngine.includes(a.name)
  const layer = isOwn ? 0 : (weights.layers[0] ?? 0)
  return {
    input: weights.input,
    units,
    compute: { gpu: graph(whole), pipeline: 0, beside: graph(part), alone: graph(part) },
    projector: encoder,
    isProjectorListed: true,
    margin: CUDA,
    spare: { gpu: isOwn ? 0 : CUDA + layer, alone: layer },
    file: file + projectors,
    prediction: units.reduce((sum, unit) => sum + unit.weights + unit.cache, weights.input + encoder + graph(whole)),
  }
}

export function partsOf(setting: Setting, accounting: Accounting): Parts {
  return accounting.kind === 'buffers' ? buffers(setting) : estimate(setting, accounting)
}
