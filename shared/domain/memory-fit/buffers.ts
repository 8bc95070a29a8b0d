import type { MemoryModel } from '../../contract/memory-model.ts'
import {
  batchOf,
  cacheBytes,
  contextOf,
  GIB,
  isEstimating,
  MIB,
  paddedTo256,
  slotsOf,
  type Setting,
} from './setting.ts'

/** Bytes of a number in the buffers, f32. */
const SINGLE = 4
/** What Ollama reserves for the computation of an image encoder. */
const ENCODER_BUFFER = GIB

/** What is allocated besides the weights, in bytes. */
export interface Buffers {
  batch: number
  /** The cache and the state of each layer. */
  layers: readonly { cache: number; isSliding: boolean; state: number }[]
  /**
   * Buffers of the computation: on a GPU, in addition on each of several GPUs, and on the CPU beside GPUs or without
   * one.
   */
  compute: { gpu: number; pipeline: number; beside: number; alone: number }
  /** The encoder of images or sound with its buffer. */
  projector: number
  /** The output of every slot, always on the CPU. */
  output: number
}

export function buffersOf(model: MemoryModel, setting: Setting): Buffers {
  const older = isEstimating(setting.version)
  const slots = slotsOf(model, setting)
  const batch = batchOf(model, setting)
  const { full, sliding } = older ? olderCells(model, setting, slots) : cellsOf(model, setting, batch)
  const bytes = cacheBytes[setting.cacheType ?? 'f16']
  const { projector, vocabulary } = model
  return {
    batch,
    layers: model.layers.map(({ cache, isSliding, state }) => ({
      cache: (cache ?? 0) * (isSliding ? sliding : full) * bytes * slots,
      isSliding,
      state: state * slots,
    })),
    compute: older
      ? olderCompute(model, contextOf(model, setting.context) * slots, slots)
      : computeOf(model, setting, { batch, full, sliding }),
    projector: projector === 0 ? 0 : (projector ?? 0) + (older ? 0 : ENCODER_BUFFER),
    output: older ? 0 : SINGLE * (vocabulary ?? 0) * slots,
  }
}

/** Tokens that a slot keeps in a layer without and with a window. */
interface Cells {
  full: number
  sliding: number
}

function cellsOf(model: MemoryModel, { context }: Setting, batch: number): Cells {
  const full = paddedTo256(contextOf(model, context))
  return { full, sliding: model.window === null ? 0 : paddedTo256(Math.min(full, model.window + batch)) }
}

/** Before 0.30 only these have windows; the rest of a batch is counted once, not for each slot. */
function olderCells(model: MemoryModel, { context }: Setting, slots: number): Cells {
  const full = contextOf(model, context)
  const window = { gemma3: model.window, gptoss: 4096, 'gpt-oss': 4096 }[model.architecture] ?? null
  return { full, sliding: window === null ? full : Math.min(full, window + 512 / slots) }
}

function computeOf(
  { width, embedding, heads, isEncoder }: MemoryModel,
  { flashAttention = true }: Setting,
  { batch, full, sliding }: Cells & { batch: number },
): Buffers['compute'] {
  const mask = isEncoder ? 2 * batch ** 2 : 2 * batch * (full + sliding)
  const [h, row] = [embedding ?? 0, batch * SINGLE]
  const withFlash = row * (width ?? 0) + mask
  const compute = flashAttention ? withFlash : Math.max(withFlash, row * (full * (heads ?? 0) + full + 5.5 * h))
  return { gpu: compute, pipeline: 3 * mask, beside: row * h + mask, alone: compute }
}

/** What earlier versions estimate (`GraphSize`): as without flash attention. */
function olderCompute(
  { architecture, embedding, heads, vocabulary, isEncoder }: MemoryModel,
  tokens: number,
  slots: number,
): Buffers['compute'] {
  const [h, row] = [embedding ?? 0, SINGLE * 512]
  const compute = isEncoder
    ? 0
    : ['gptoss', 'gpt-oss'].includes(architecture)
      ? 4 * slots + tokens / 1024 + 110 * MIB
      : Math.max(row * (1 + 4 * h + tokens * (1 + (heads ?? 0))), row * (h + (vocabulary ?? 0)))
  return { gpu: compute, pipeline: 0, beside: 0, alone: compute }
}
