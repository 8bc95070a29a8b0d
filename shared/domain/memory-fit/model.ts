import type { Tensor } from '../../contract/library.ts'
import type { MemoryLayer, MemoryModel } from '../../contract/memory-model.ts'
import type { Fields } from '../../ollama/fields.ts'
import { ruleOf, type ArchitectureRule } from './architectures.ts'
import { readMetadata, type Metadata } from './metadata.ts'
import { weightsOf, type Weights } from './weights.ts'

/** What `show` and the list tell of a model. */
export interface ShownModel {
  /** With the lists of `withheldLists`, where the verbose answer has them. */
  info: Fields
  tensors: readonly Tensor[]
  /** `gguf`, `safetensors` or empty. */
  format: string
  /** Bytes; `null` if not listed. */
  file: number | null
  capabilities: readonly string[] | null
  hasProjector: boolean
  isCloud: boolean
  parameters: Readonly<Record<string, unknown>>
}

const SINGLE = 4

/** What the memory of a model depends on. What is not told is `null` and never guessed. */
export function memoryModelOf(shown: ShownModel): MemoryModel {
  const { tensors, file, capabilities, hasProjector } = shown
  const metadata = readMetadata(shown.info)
  const rule = ruleOf(metadata.architecture)
  const weights = weightsOf(tensors, metadata.number('block_count'))
  const layers = weights.layers.map((_, layer) => layerOf(layer, weights, metadata, rule ?? {}))
  const isRecurrent = layers.some(({ state }) => state > 0)
  const embedding = metadata.number('embedding_length')
  const isEncoder = rule?.encoder !== undefined
  // The files hold besides the tensors only a few MB of metadata.
  const beside = file === null ? null : Math.max(0, file - bytesOf(weights))
  return {
    architecture: metadata.architecture,
    kind: kindOf(shown, metadata, rule),
    file,
    input: weights.input,
    tied: weights.hasOutput || isEncoder ? 0 : weights.embedding,
    output: weights.output,
    projector: hasProjector && weights.projector === 0 ? beside : weights.projector,
    unknownTensors: weights.unknown,
    layers,
    window: layers.some(({ isSliding }) => isSliding) ? windowOf(metadata, rule ?? {}) : null,
    context: metadata.number('context_length'),
    embedding,
    heads: most(metadata, 'attention.head_count', layers.length),
    kvHeads: fewest(metadata, layers.length),
    vocabulary: weights.vocabulary ?? metadata.number('vocab_size'),
    width: embedding === null ? null : widthOf(embedding, metadata, rule, weights),
    isEncoder,
    isMla: isMla(metadata),
    isRecurrent,
    predictsAhead: (metadata.number('nextn_predict_layers') ?? 0) > 0,
    hasOneSlot:
      rule?.hasOneSlot === true || isEncoder || (capabilities !== null && !capabilities.includes('completion')),
    parameters: {
      context: count(shown.parameters['num_ctx']),
      batch: count(shown.parameters['num_batch']),
      gpuLayers: typeof shown.parameters['num_gpu'] === 'number' ? shown.parameters['num_gpu'] : null,
    },
  }
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null
}

function bytesOf({ layers, input, output, projector }: Weights): number {
  return layers.reduce((sum, { weights, experts }) => sum + weights + experts, input + output + projector)
}

function kindOf(shown: ShownModel, metadata: Metadata, rule: ArchitectureRule | null): MemoryModel['kind'] {
  if (shown.isCloud) return 'none'
  if (shown.format === 'safetensors') return 'mlx'
  if (shown.tensors.length === 0 || metadata.architecture === '') return 'none'
  if (rule) return 'listed'
  const odd = ['attention.sliding_window', 'attention.chunk_size', 'full_attention_interval', 'ssm.state_size']
  return [...odd, 'shortconv.l_cache', 'wkv.head_size', 'attention.kv_lora_rank'].some(metadata.has) ? 'other' : 'plain'
}

function windowOf(metadata: Metadata, { windowKey = 'attention.sliding_window', window }: ArchitectureRule) {
  return metadata.number(windowKey) ?? window ?? null
}

function isMla(metadata: Metadata): boolean {
  return ['attention.key_length_mla', 'attention.value_length_mla', 'attention.kv_lora_rank'].every(
    (key) => metadata.number(key) !== null,
  )
}

function layerOf(layer: number, weights: Weights, metadata: Metadata, rule: ArchitectureRule): MemoryLayer {
  const { weights: bytes, experts, rows } = weights.layers[layer] ?? { weights: 0, experts: 0, rows: {} }
  const isSliding = windowOf(metadata, rule) !== null && slides(layer, metadata, rule)
  const isRecurrent = isRecurrentLayer(layer, rows, metadata, rule)
  const shared = metadata.number('attention.shared_kv_layers') ?? 0
  const cached = Math.min(rule.cachedLayers ?? Infinity, weights.layers.length - shared)
  const hasCache = !rule.encoder && layer < cached && (!isRecurrent || rule.recurrent === 'all')
  return {
    weights: bytes,
    experts,
    cache: hasCache ? cacheOf(layer, isSliding, rows, metadata) : 0,
    isSliding,
    state: isRecurrent ? stateOf(metadata) : 0,
  }
}

function slides(layer: number, metadata: Metadata, { isSliding }: ArchitectureRule): boolean {
  const key = 'attention.sliding_window_pattern'
  const told = metadata.ofLayer(key, layer)
  if (told === null) return isSliding?.(layer) ?? false
  // One number: every so many layers one is full.
  return metadata.number(key) !== null && told > 1 ? layer % told < told - 1 : told === 1
}

type Rows = Readonly<Record<string, number>>

/** Key-value heads of a layer by the metadata; `null` if it does not tell. */
function kvHeadsOf(metadata: Metadata, layer: number): number | null {
  const key = 'attention.head_count_kv'
  return metadata.has(key) ? metadata.ofLayer(key, layer) : metadata.ofLayer('attention.head_count', layer)
}

function isRecurrentLayer(layer: number, rows: Rows, metadata: Metadata, { recurrent }: ArchitectureRule): boolean {
  if (recurrent === undefined) return false
  if (recurrent === 'all') return true
  if (recurrent === 'interval') return (layer + 1) % (metadata.number('full_attention_interval') ?? 4) !== 0
  const heads = kvHeadsOf(metadata, layer) ?? (rows['attn_k'] === undefined && rows['attn_qkv'] === undefined ? 0 : 1)
  if (heads > 0) return false
  return recurrent === 'no_heads' || (rows['ffn_up'] ?? rows['ffn_up_exps']) === undefined
}

/** Numbers that the cache of a layer keeps for each token, K and V. */
function cacheOf(layer: number, isSliding: boolean, rows: Rows, metadata: Metadata): number | null {
  if (isMla(metadata)) {
    const [rank, rope] = [metadata.number('attention.kv_lora_rank'), metadata.number('rope.dimension_count')]
    return rank === null || rope === null ? null : rank + rope
  }
  const embedding = metadata.number('embedding_length')
  const heads = metadata.ofLayer('attention.head_count', layer)
  const usual = embedding !== null && heads !== null && heads > 0 ? embedding / heads : null
  const length = (key: string) =>
    (isSliding ? metadata.number(`attention.${key}_length_swa`) : null) ??
    metadata.number(`attention.${key}_length`) ??
    usual
  const [k, v] = [length('key'), length('value')]
  const kvHeads = kvHeadsOf(metadata, layer)
  if (kvHeads !== null && k !== null && v !== null) return kvHeads * (k + v)
  if (kvHeads === 0) return 0
  const { attn_k: keys, attn_v: values, attn_qkv: fused } = rows
  // Where the value shares the tensor of the key, there is none.
  if (keys !== undefined) return keys + (values ?? keys)
  if (fused === undefined) return metadata.isWithheld('attention.head_count_kv') ? 0 : null
  return heads === null || k === null ? null : Math.max(0, fused - heads * k)
}

/** Bytes of a recurrent layer's state, always f32. */
function stateOf(metadata: Metadata): number {
  const convolution = metadata.number('shortconv.l_cache')
  const embedding = metadata.number('embedding_length') ?? 0
  if (convolution !== null) return SINGLE * embedding * (convolution - 1)
  const ssm = (key: string) => metadata.number(`ssm.${key}`) ?? 0
  const [inner, state] = [ssm('inner_size'), ssm('state_size')]
  return SINGLE * (Math.max(0, ssm('conv_kernel') - 1) * (inner + 2 * ssm('group_count') * state) + state * inner)
}

function most(metadata: Metadata, key: string, layers: number): number | null {
  const known = Array.from({ length: layers }, (_, layer) => metadata.ofLayer(key, layer) ?? 0)
  return known.reduce((a, b) => Math.max(a, b), 0) || null
}

function fewest(metadata: Metadata, layers: number): number | null {
  const known = Array.from({ length: layers }, (_, layer) => kvHeadsOf(metadata, layer) ?? 0).filter((n) => n > 0)
  return known.length === 0 ? null : known.reduce((a, b) => Math.min(a, b))
}

/** The factor of the batch in the buffers of the computation, fitted to real loads of many widths. */
function widthOf(h: number, metadata: Metadata, rule: ArchitectureRule | null, { layers }: Weights): number {
  const rows = layers.reduce((most, { rows }) => Math.max(most, rows['ffn_up'] ?? 0), 0)
  const f = most(metadata, 'feed_forward_length', layers.length) ?? rows
  if (rule?.encoder === 'simple') return 3 * h + f
  const dense = f >= 2.6 * h || rule?.encoder !== undefined ? 4 * h + 3 * f : 3 * h + 3 * f
  const used = metadata.number('expert_used_count')
  if (used === null || layers.every(({ experts }) => experts === 0)) return dense
  const expert = metadata.number('expert_feed_forward_length') ?? f
  const hasDense = metadata.number('leading_dense_block_count') !== null
  return Math.max(4 * h + 3 * expert * used, 6 * h + 2 * h * used, hasDense ? dense : 0)
}
