import { parameterCount } from '../parameter-count.ts'
import type { Dimensions } from './dimensions.ts'

/** A size in which a family is published. Whoever trains such a model further does not change it. */
export interface Published extends Dimensions {
  /** Parameters, as the tensors of its GGUF files sum up. */
  count: number
  /** Whether the output shares the token embedding. */
  isTied?: true
  /** Whether the file holds an image encoder, too. */
  sees?: true
}

const llama = { architecture: 'llama', context: 131_072, vocabulary: 128_256 } as const
const mistral = { architecture: 'llama', context: 32_768, heads: 32, kvHeads: 8 } as const
const qwen2 = { architecture: 'qwen2', context: 32_768, vocabulary: 152_064 } as const
const smallQwen2 = { ...qwen2, vocabulary: 151_936, isTied: true } as const
const qwen3 = { architecture: 'qwen3', context: 40_960, vocabulary: 151_936, head: 128 } as const
const gemma2 = { architecture: 'gemma2', context: 8192, vocabulary: 256_000, isTied: true } as const
const gemma3 = { architecture: 'gemma3', context: 131_072, vocabulary: 262_144, isTied: true } as const
const window = { 'attention.sliding_window': 1024 }
const gptoss = { context: 131_072, vocabulary: 201_088, h: 2880, f: 2880, heads: 64, kvHeads: 8, head: 64 } as const
const experts = (expert_count: number) => ({ expert_count, expert_used_count: 4, 'attention.sliding_window': 128 })

/** By the `config.json` that each maker publishes. A size of which two common models differ much is left out. */
export const published: readonly Published[] = [
  { ...llama, count: 1_235_814_432, h: 2048, f: 8192, layers: 16, heads: 32, kvHeads: 8, isTied: true },
  { ...llama, count: 3_212_749_888, h: 3072, f: 8192, layers: 28, heads: 24, kvHeads: 8, isTied: true },
  { ...llama, count: 8_030_261_312, h: 4096, f: 14_336, layers: 32, heads: 32, kvHeads: 8 },
  { ...llama, count: 70_553_706_560, h: 8192, f: 28_672, layers: 80, heads: 64, kvHeads: 8 },
  { ...mistral, count: 7_248_023_552, h: 4096, f: 14_336, layers: 32, vocabulary: 32_768 },
  { ...mistral, count: 23_572_403_200, h: 5120, f: 32_768, layers: 40, head: 128, vocabulary: 131_072 },
  { ...smallQwen2, count: 494_032_768, h: 896, f: 4864, layers: 24, heads: 14, kvHeads: 2 },
  { ...smallQwen2, count: 1_543_714_304, h: 1536, f: 8960, layers: 28, heads: 12, kvHeads: 2 },
  { ...smallQwen2, count: 3_085_938_688, h: 2048, f: 11_008, layers: 36, heads: 16, kvHeads: 2 },
  { ...qwen2, count: 7_615_616_512, h: 3584, f: 18_944, layers: 28, heads: 28, kvHeads: 4 },
  { ...qwen2, count: 14_770_033_664, h: 5120, f: 13_824, layers: 48, heads: 40, kvHeads: 8 },
  { ...qwen2, count: 32_763_876_352, h: 5120, f: 27_648, layers: 64, heads: 40, kvHeads: 8 },
  { ...qwen2, count: 72_706_203_648, h: 8192, f: 29_568, layers: 80, heads: 64, kvHeads: 8 },
  { ...qwen3, count: 751_632_384, h: 1024, f: 3072, layers: 28, heads: 16, kvHeads: 8 },
  { ...qwen3, count: 2_031_739_904, h: 2048, f: 6144, layers: 28, heads: 16, kvHeads: 8 },
  { ...qwen3, count: 4_022_468_096, h: 2560, f: 9728, layers: 36, heads: 32, kvHeads: 8, isTied: true },
  { ...qwen3, count: 8_190_735_360, h: 4096, f: 12_288, layers: 36, heads: 32, kvHeads: 8 },
  { ...qwen3, count: 14_768_307_200, h: 5120, f: 17_408, layers: 40, heads: 40, kvHeads: 8 },
  { ...qwen3, count: 32_762_123_264, h: 5120, f: 25_600, layers: 64, heads: 64, kvHeads: 8 },
  {
    ...qwen3,
    architecture: 'qwen3moe',
    count: 30_532_122_624,
    h: 2048,
    f: 6144,
    layers: 48,
    heads: 32,
    kvHeads: 4,
    context: 262_144,
    more: { expert_count: 128, expert_used_count: 8, expert_feed_forward_length: 768 },
  },
  {
    ...gemma2,
    count: 2_614_341_888,
    h: 2304,
    f: 9216,
    layers: 26,
    heads: 8,
    kvHeads: 4,
    head: 256,
  },
  { ...gemma2, count: 9_241_705_984, h: 3584, f: 14_336, layers: 42, heads: 16, kvHeads: 8, head: 256 },
  { ...gemma2, count: 27_227_128_320, h: 4608, f: 36_864, layers: 46, heads: 32, kvHeads: 16, head: 128 },
  {
    ...gemma3,
    count: 4_299_915_632,
    h: 2560,
    f: 10_240,
    layers: 34,
    heads: 8,
    kvHeads: 4,
    head: 256,
    sees: true,
    more: window,
  },
  {
    ...gemma3,
    count: 12_187_325_040,
    h: 3840,
    f: 15_360,
    layers: 48,
    heads: 16,
    kvHeads: 8,
    head: 256,
    sees: true,
    more: window,
  },
  {
    ...gemma3,
    count: 27_432_406_640,
    h: 5376,
    f: 21_504,
    layers: 62,
    heads: 32,
    kvHeads: 16,
    head: 128,
    sees: true,
    more: window,
  },
  { ...gptoss, architecture: 'gptoss', count: 20_914_757_184, layers: 24, more: experts(32) },
  { ...gptoss, architecture: 'gptoss', count: 116_829_156_672, layers: 36, more: experts(128) },
]

/**
 * The usual dimensions of a model of a family with so many parameters; `null` where they are not known.
 *
 * @param family the architecture, as in the config of a manifest
 * @param parameters as the config has them, rounded in any way: `8.0B`, `8.03B`, `494.03M`
 */
export function publishedAs(family: string, parameters: string): Published | null {
  const count = parameterCount(parameters)
  if (count === null) return null
  const [, decimals = '', unit = ''] = /^\d+(?:\.(\d+))? ?([KMB]?)$/i.exec(parameters.trim()) ?? []
  // `8B` is rounded too much to tell.
  if (decimals === '' || unit === '') return null
  const scale = { K: 1e3, M: 1e6, B: 1e9 }[unit.toUpperCase()] ?? 1
  const half = (scale * 10 ** -decimals.length) / 2
  const architecture = family === 'gpt-oss' ? 'gptoss' : family
  return (
    published.find((one) => one.architecture === architecture && Math.abs(one.count - count) <= half * 1.001) ?? null
  )
}
