import type { Tensor } from '../../contract/library.ts'
import { tensorBytes } from '../ggml.ts'

/** The tensors of a model by place, in bytes. */
export interface Weights {
  layers: { weights: number; experts: number; rows: Readonly<Record<string, number>> }[]
  /** Never on a GPU. */
  input: number
  embedding: number
  output: number
  hasOutput: boolean
  projector: number
  /** Tensors of unknown size. */
  unknown: number
  /** Rows of the token embedding; `null` if there is none. */
  vocabulary: number | null
}

/** More is no model. */
const MOST_LAYERS = 4096

/** Sums the tensors. A layer's `rows` has the second length of each of its tensors by the name within the layer. */
export function weightsOf(tensors: readonly Tensor[], blocks: number | null): Weights {
  const sums: Weights = {
    layers: [],
    input: 0,
    embedding: 0,
    output: 0,
    hasOutput: false,
    projector: 0,
    unknown: 0,
    vocabulary: null,
  }
  const layers: { weights: number; experts: number; rows: Record<string, number> }[] = sums.layers
  const grow = (count: number) => {
    while (layers.length < Math.min(count, MOST_LAYERS)) layers.push({ weights: 0, experts: 0, rows: {} })
  }
  grow(blocks ?? 0)
  for (const tensor of tensors) {
    const bytes = tensorBytes(tensor)
    if (bytes === null || !Number.isSafeInteger(bytes)) {
      sums.unknown += 1
      continue
    }
    const [, number, part = ''] = /^blk\.(\d+)\.(.+)$/.exec(tensor.name) ?? []
    if (number !== undefined && Number(number) < MOST_LAYERS) {
      grow(Number(number) + 1)
      const layer = layers[Number(number)]
      if (!layer) continue
      if (/_exps\b/.test(part)) layer.experts += bytes
      else layer.weights += bytes
      layer.rows[part.replace(/\.weight$/, '')] = tensor.shape?.[1] ?? 1
    } else if (/^(v|mm|a)\./.test(tensor.name)) sums.projector += bytes
    else if (/^(token_embd|position_embd|token_types)\.weight$/.test(tensor.name)) sums.input += bytes
    else sums.output += bytes
    if (tensor.name === 'token_embd.weight') {
      sums.embedding += bytes
      sums.vocabulary = tensor.shape?.[1] ?? null
    }
    sums.hasOutput ||= tensor.name === 'output.weight'
  }
  return sums
}
