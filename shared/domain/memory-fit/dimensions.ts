import type { Tensor } from '../../contract/library.ts'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { tensorBytes } from '../ggml.ts'
import { memoryModelOf } from './model.ts'

/** Dimensions as in a model's published `config.json`. */
export interface Dimensions {
  /** As in `general.architecture`. */
  architecture: string
  h: number
  f: number
  layers: number
  heads: number
  kvHeads: number
  /** Length of a head's key and value if it is not h / heads. */
  head?: number
  context: number
  vocabulary: number
  /** Further keys of the metadata, without the prefix of the architecture. */
  more?: Record<string, unknown>
}

/** What the files of a model hold. */
interface Files {
  /** Bytes of all tensors, as the size of the published GGUF file; 0 where a test needs none. */
  weights: number
  /** The type of the token embedding, and whether the output shares it. */
  embedding: readonly [type: string, isTied: boolean]
  /** Further tensors that are never on a GPU. */
  input?: readonly Tensor[]
  encodes?: true
}

/**
 * A model of these dimensions. Its layers hold in equal parts what is left of the file beside token embedding and output,
 * since only the sum matters here.
 */
export function modelOfDimensions(of: Dimensions & Files): MemoryModel {
  const embedding = { name: 'token_embd.weight', type: of.embedding[0], shape: [of.h, of.vocabulary] }
  const input = [embedding, ...(of.input ?? [])]
  const output = of.embedding[1] ? [] : [{ ...embedding, name: 'output.weight' }]
  const left = of.weights - [...input, ...output].reduce((sum, tensor) => sum + (tensorBytes(tensor) ?? 0), 0)
  const perLayer = Math.max(0, Math.floor(left / of.layers))
  const layers = Array.from({ length: of.layers }, (_, at) => ({
    name: `blk.${at}.${of.more?.['expert_count'] === undefined ? 'ffn_down' : 'ffn_down_exps'}.weight`,
    type: 'I8',
    shape: [perLayer, 1],
  }))
  const keys = {
    block_count: of.layers,
    context_length: of.context,
    embedding_length: of.h,
    feed_forward_length: of.f,
    'attention.head_count': of.heads,
    'attention.head_count_kv': of.kvHeads,
    ...(of.head === undefined ? {} : { 'attention.key_length': of.head, 'attention.value_length': of.head }),
    ...of.more,
  }
  return memoryModelOf({
    info: {
      'general.architecture': of.architecture,
      ...Object.fromEntries(Object.entries(keys).map(([key, value]) => [`${of.architecture}.${key}`, value])),
    },
    tensors: [...input, ...layers, ...output],
    format: 'gguf',
    file: of.weights,
    capabilities: [of.encodes ? 'embedding' : 'completion'],
    hasProjector: false,
    isCloud: false,
    parameters: {},
  })
}
