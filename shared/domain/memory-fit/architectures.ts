/**
 * Which layers of an architecture keep what, by the sources of llama.cpp (b10488). Layers count from 0. Keys of the
 * metadata are without the prefix of the architecture.
 */
export interface ArchitectureRule {
  /** Whether a layer keeps only the tokens of the window. A `sliding_window_pattern` of the file overrides it. */
  isSliding?: (layer: number) => boolean
  /** The window in tokens where the file has none. */
  window?: number
  /** The key of the window instead of `attention.sliding_window`. */
  windowKey?: string
  /** Only so many layers, from the front, have a cache. */
  cachedLayers?: number
  /**
   * `interval`: all but every `full_attention_interval`-th layer are recurrent. `no_heads`: those without key-value
   * heads. `no_heads_or_ffn`: those that also have no feed-forward part. `all`: every layer has both.
   */
  recurrent?: 'interval' | 'no_heads' | 'no_heads_or_ffn' | 'all'
  /** No cache. `gated`: its feed-forward part has a gate. */
  encoder?: 'simple' | 'gated'
  hasOneSlot?: true
}

const allBut =
  (every: number, sliding = every - 1) =>
  (layer: number) =>
    layer % every < sliding
const even = allBut(2)

const rules: Readonly<Record<string, ArchitectureRule>> = {
  gemma2: { isSliding: even, window: 4096 },
  gemma3: { isSliding: allBut(6) },
  gemma3n: { isSliding: allBut(5), cachedLayers: 20 },
  gemma4: {},
  'gpt-oss': { isSliding: even, window: 128 },
  gptoss: { isSliding: even, window: 128 },
  cohere2: { isSliding: allBut(4) },
  olmo2: { isSliding: allBut(4) },
  exaone4: { isSliding: allBut(4) },
  afmoe: { isSliding: allBut(4) },
  llama4: { isSliding: allBut(4), window: 8192, windowKey: 'attention.chunk_size' },
  qwen3next: { recurrent: 'interval', hasOneSlot: true },
  qwen35: { recurrent: 'interval', hasOneSlot: true },
  qwen35moe: { recurrent: 'interval', hasOneSlot: true },
  granitehybrid: { recurrent: 'no_heads' },
  'granite-hybrid': { recurrent: 'no_heads' },
  jamba: { recurrent: 'no_heads' },
  lfm2: { recurrent: 'no_heads', hasOneSlot: true },
  lfm2moe: { recurrent: 'no_heads', hasOneSlot: true },
  nemotron_h: { recurrent: 'no_heads_or_ffn', hasOneSlot: true },
  nemotron_h_moe: { recurrent: 'no_heads_or_ffn', hasOneSlot: true },
  'falcon-h1': { recurrent: 'all' },
  mllama: { hasOneSlot: true },
  qwen3vl: { hasOneSlot: true },
  qwen3vlmoe: { hasOneSlot: true },
  bert: { encoder: 'simple' },
  'nomic-bert': { encoder: 'gated' },
  'nomic-bert-moe': { encoder: 'gated' },
  'jina-bert-v2': { encoder: 'gated' },
  'jina-bert-v3': { encoder: 'simple' },
  'modern-bert': { encoder: 'gated' },
  'gemma-embedding': { encoder: 'gated' },
}

/** Every layer has a full cache, and a window in the file is ignored. */
const plain =
  'llama mistral3 phi2 phi3 phimoe qwen2 qwen2moe qwen2vl qwen25vl qwen3 qwen3moe gemma command-r starcoder starcoder2 ' +
  'stablelm granite granitemoe olmo olmoe falcon internlm2 minicpm deepseek deepseek2 glm4 glm4moe chatglm exaone ' +
  'nemotron codeshell baichuan orion xverse dbrx arctic smollm3 ernie4_5 ernie4_5-moe hunyuan-dense seed_oss dots1 bailingmoe'
const plainNames: ReadonlySet<string> = new Set(plain.split(' '))

/** The rule of an architecture; `null` if it is not listed. */
export function ruleOf(architecture: string): ArchitectureRule | null {
  return Object.hasOwn(rules, architecture) ? (rules[architecture] ?? null) : plainNames.has(architecture) ? {} : null
}
