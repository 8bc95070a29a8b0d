import type { Tensor } from '../../contract/library.ts'
import type { MemoryModel } from '../../contract/memory-model.ts'
import { tensorBytes } from '../ggml.ts'
import { memoryModelOf } from './model.ts'

/** Dimensions as in a model's published `config.json`. */
interface Dimensions {
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
  /** Bytes of all tensors, as the size of the published GGUF file; 0 where a row needs none. */
  weights: number
  /** The type of the token embedding, and whether the output shares it. */
  embedding: readonly [type: string, isTied: boolean]
  /** Further tensors that are never on a GPU. */
  input?: readonly Tensor[]
  more?: Record<string, unknown>
  encodes?: true
}

/**
 * A model of these dimensions. Its layers hold in equal parts what is left of the file beside token embedding and output,
 * since only the sum matters here.
 */
export function modelOfDimensions(of: Dimensions): MemoryModel {
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

const llama = { architecture: 'llama', context: 131_072, vocabulary: 128_256 } as const
const llama8b = { ...llama, h: 4096, f: 14_336, layers: 32, heads: 32, kvHeads: 8 }
const qwen25 = { architecture: 'qwen2', context: 32_768 } as const

export const knownModels = {
  // Random weights, made for the measurement.
  midLlama: modelOfDimensions({
    architecture: 'llama',
    h: 1536,
    f: 4096,
    layers: 16,
    heads: 16,
    kvHeads: 4,
    context: 32_768,
    vocabulary: 32_000,
    weights: 989_534_208,
    embedding: ['F16', false],
  }),
  tinyLlama: modelOfDimensions({
    architecture: 'llama',
    h: 256,
    f: 512,
    layers: 4,
    heads: 4,
    kvHeads: 2,
    context: 2048,
    vocabulary: 2000,
    weights: 6_775_808,
    embedding: ['F16', false],
  }),
  tinyLlamaOf768: modelOfDimensions({
    architecture: 'llama',
    h: 256,
    f: 768,
    layers: 4,
    heads: 4,
    kvHeads: 2,
    context: 4096,
    vocabulary: 380,
    weights: 6_689_792,
    embedding: ['F16', false],
  }),
  allMinilm: modelOfDimensions({
    architecture: 'bert',
    h: 384,
    f: 1536,
    layers: 6,
    heads: 12,
    kvHeads: 12,
    context: 512,
    vocabulary: 30_522,
    weights: 45_192_192,
    embedding: ['F16', true],
    encodes: true,
  }),
  llama32of1b: modelOfDimensions({
    ...llama,
    h: 2048,
    f: 8192,
    layers: 16,
    heads: 32,
    kvHeads: 8,
    weights: 1_321_082_688,
    embedding: ['Q8_0', true],
  }),
  llama32of3b: modelOfDimensions({
    ...llama,
    h: 3072,
    f: 8192,
    layers: 28,
    heads: 24,
    kvHeads: 8,
    head: 128,
    weights: 2_019_377_376,
    embedding: ['Q6_K', true],
  }),
  llama31of8b: modelOfDimensions({ ...llama8b, weights: 4_920_738_944, embedding: ['Q4_K', false] }),
  llama31of8bQ8: modelOfDimensions({ ...llama8b, weights: 8_540_775_840, embedding: ['Q8_0', false] }),
  qwen25of7b: modelOfDimensions({
    ...qwen25,
    h: 3584,
    f: 18_944,
    layers: 28,
    heads: 28,
    kvHeads: 4,
    vocabulary: 152_064,
    weights: 4_683_073_952,
    embedding: ['Q4_K', false],
  }),
  qwen25of3b: modelOfDimensions({
    ...qwen25,
    h: 2048,
    f: 11_008,
    layers: 36,
    heads: 16,
    kvHeads: 2,
    vocabulary: 151_936,
    weights: 1_929_901_056,
    embedding: ['Q6_K', true],
  }),
  qwen3of4b: modelOfDimensions({
    architecture: 'qwen3',
    h: 2560,
    f: 9728,
    layers: 36,
    heads: 32,
    kvHeads: 8,
    head: 128,
    context: 40_960,
    vocabulary: 151_936,
    weights: 0,
    embedding: ['Q6_K', true],
  }),
  qwen3of30b: modelOfDimensions({
    architecture: 'qwen3moe',
    h: 2048,
    f: 6144,
    layers: 48,
    heads: 32,
    kvHeads: 4,
    head: 128,
    context: 262_144,
    vocabulary: 151_936,
    weights: 18_556_686_912,
    embedding: ['Q4_K', false],
    more: { expert_count: 128, expert_used_count: 8, expert_feed_forward_length: 768 },
  }),
  qwen35of27b: modelOfDimensions({
    architecture: 'qwen35',
    h: 5120,
    f: 17_408,
    layers: 64,
    heads: 24,
    kvHeads: 4,
    head: 256,
    context: 262_144,
    vocabulary: 248_320,
    weights: 0,
    embedding: ['Q4_K', false],
    more: {
      full_attention_interval: 4,
      'ssm.conv_kernel': 4,
      'ssm.inner_size': 6144,
      'ssm.group_count': 16,
      'ssm.state_size': 128,
    },
  }),
  gemma3of4b: modelOfDimensions({
    architecture: 'gemma3',
    h: 2560,
    f: 10_240,
    layers: 34,
    heads: 8,
    kvHeads: 4,
    head: 256,
    context: 131_072,
    vocabulary: 262_144,
    weights: 2_489_757_856,
    embedding: ['Q6_K', true],
    more: { 'attention.sliding_window': 1024 },
  }),
  gemma3of12b: modelOfDimensions({
    architecture: 'gemma3',
    h: 3840,
    f: 15_360,
    layers: 48,
    heads: 16,
    kvHeads: 8,
    head: 256,
    context: 131_072,
    vocabulary: 262_144,
    weights: 0,
    embedding: ['Q6_K', true],
    more: { 'attention.sliding_window': 1024 },
  }),
  gptOss20b: modelOfDimensions({
    architecture: 'gptoss',
    h: 2880,
    f: 2880,
    layers: 24,
    heads: 64,
    kvHeads: 8,
    head: 64,
    context: 131_072,
    vocabulary: 201_088,
    weights: 13_780_154_624,
    embedding: ['BF16', false],
    more: { expert_count: 32, expert_used_count: 4, 'attention.sliding_window': 128 },
  }),
  gptOss120b: modelOfDimensions({
    architecture: 'gptoss',
    h: 2880,
    f: 2880,
    layers: 36,
    heads: 64,
    kvHeads: 8,
    head: 64,
    context: 131_072,
    vocabulary: 201_088,
    weights: 0,
    embedding: ['BF16', false],
    more: { expert_count: 128, expert_used_count: 4, 'attention.sliding_window': 128 },
  }),
  deepseekV2Lite: modelOfDimensions({
    architecture: 'deepseek2',
    h: 2048,
    f: 10_944,
    layers: 27,
    heads: 16,
    kvHeads: 16,
    context: 163_840,
    vocabulary: 102_400,
    weights: 10_364_416_256,
    embedding: ['Q4_K', false],
    more: {
      expert_count: 64,
      expert_used_count: 6,
      expert_feed_forward_length: 1408,
      leading_dense_block_count: 1,
      'attention.key_length_mla': 192,
      'attention.value_length_mla': 128,
      'attention.kv_lora_rank': 512,
      'rope.dimension_count': 64,
    },
  }),
  bgeM3: modelOfDimensions({
    architecture: 'bert',
    h: 1024,
    f: 4096,
    layers: 24,
    heads: 16,
    kvHeads: 16,
    context: 8192,
    vocabulary: 250_002,
    weights: 1_150_828_544,
    embedding: ['F16', true],
    encodes: true,
    input: [{ name: 'position_embd.weight', type: 'F32', shape: [1024, 8192] }],
  }),
  nomicEmbed: modelOfDimensions({
    architecture: 'nomic-bert',
    h: 768,
    f: 3072,
    layers: 12,
    heads: 12,
    kvHeads: 12,
    context: 2048,
    vocabulary: 30_522,
    weights: 274_290_656,
    embedding: ['F16', true],
    encodes: true,
  }),
} as const satisfies Record<string, MemoryModel>
