import { type Architecture, isEncoder } from './architectures.ts'
import { bytesOf, elementsOf, type FileType, fileTypes, type Tensor } from './quantization.ts'
import { type TensorPlan, tensorsOf } from './tensors.ts'
import { type Lazy, type Tokenizer, tokenizerEntries } from './tokenizers.ts'

/** A GGUF file without the weights: its metadata and tensors. */
export interface Gguf {
  architecture: Architecture
  fileType: FileType
  tokenizer: Tokenizer
  parameterCount: number
  /** Bytes of all tensors. */
  tensorBytes: number
  /** Metadata sorted by key; without `verbose` arrays are `null`, as in Ollama. */
  metadata(verbose: boolean): Record<string, unknown>
  tensors(): Tensor[]
  /** The values that `/api/tags` finds; it reads only the beginning of a header. */
  listed: { contextLength: number; embeddingLength: number; embeds: boolean; sees: boolean }
  /** The values that `/api/show` finds. */
  embeds: boolean
  sees: boolean
  /** The same file quantized to another type. */
  as(fileType: FileType): WeightsSpec
}

export interface WeightsSpec {
  architecture: Architecture
  tokenizer: Tokenizer
  fileType: FileType
  /** Additional `general.*` keys. */
  general?: Record<string, unknown>
  /** Size of the file in bytes if known; otherwise computed from the tensors. */
  size?: number
  tied?: boolean
  embeddingType?: TensorPlan['embeddingType']
  ropeFactors?: TensorPlan['ropeFactors']
  /**
   * Written by Ollama itself, which sorts the keys: `/api/tags` then misses those before `general.architecture`.
   */
  sortedKeys?: true
}

function architectureEntries(a: Architecture): Record<string, unknown> {
  const { blocks, context, embedding, feedForward, heads, kvHeads, epsilon, vision } = a
  const entries: Record<string, unknown> = {
    'attention.head_count': heads,
    [`attention.layer_norm_${isEncoder(a) ? '' : 'rms_'}epsilon`]: epsilon,
    block_count: blocks,
    context_length: context,
    embedding_length: embedding,
    feed_forward_length: feedForward,
    ...(kvHeads !== undefined && { 'attention.head_count_kv': kvHeads }),
    ...(a.headLength && { 'attention.key_length': a.headLength, 'attention.value_length': a.headLength }),
    ...(a.ropeBase && { 'rope.freq_base': a.ropeBase }),
    ...(a.ropeDimensions && { 'rope.dimension_count': a.ropeDimensions }),
    ...(a.window && { 'attention.sliding_window': a.window.tokens }),
    ...a.more,
  }
  if (vision)
    Object.assign(entries, {
      'vision.attention.head_count': vision.heads,
      'vision.block_count': vision.blocks,
      'vision.embedding_length': vision.embedding,
      'vision.feed_forward_length': vision.feedForward,
      'vision.image_size': vision.imageSize,
      'vision.patch_size': vision.patchSize,
      'vision.num_channels': 3,
      ...vision.more,
    })
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [`${a.name}.${key}`, value]))
}

function planOf({ architecture, tokenizer, fileType, tied, embeddingType, ropeFactors }: WeightsSpec): TensorPlan {
  return {
    architecture,
    fileType,
    vocabulary: tokenizer.rows ?? tokenizer.size,
    tokenTypes: Number(tokenizer.keys['token_type_count'] ?? 0),
    ...(tied !== undefined && { tied }),
    ...(embeddingType && { embeddingType }),
    ...(ropeFactors && { ropeFactors }),
  }
}

interface Measure {
  parameterCount: number
  tensorBytes: number
}

const measures = new WeakMap<Architecture, Map<string, Measure>>()

/** The sums over all tensors, cached by architecture, since a library can hold thousands of files. */
function measure(plan: TensorPlan): Measure {
  const known = measures.get(plan.architecture) ?? new Map<string, Measure>()
  measures.set(plan.architecture, known)
  const key = JSON.stringify([
    plan.fileType,
    plan.vocabulary,
    plan.tokenTypes,
    plan.tied,
    plan.embeddingType,
    plan.ropeFactors,
  ])
  const before = known.get(key)
  if (before) return before
  const tensors = tensorsOf(plan)
  const sum = (count: (tensor: Tensor) => number) => tensors.reduce((total, tensor) => total + count(tensor), 0)
  const made = { parameterCount: sum(elementsOf), tensorBytes: Math.round(sum(bytesOf)) }
  known.set(key, made)
  return made
}

export function readWeights(spec: WeightsSpec): Gguf {
  const { architecture, tokenizer, fileType, general, sortedKeys } = spec
  const plan = planOf(spec)
  const { parameterCount, tensorBytes } = measure(plan)
  const entries = architectureEntries(architecture)
  const embeds = `${architecture.name}.pooling_type` in entries
  const sees = architecture.vision !== undefined
  const missed = sortedKeys && architecture.name < 'general'
  return {
    architecture,
    fileType,
    tokenizer,
    parameterCount,
    tensorBytes,
    embeds,
    sees,
    listed: {
      contextLength: missed ? 0 : architecture.context,
      embeddingLength: missed ? 0 : architecture.embedding,
      embeds: embeds && !missed,
      sees: sees && !missed,
    },
    tensors: () => tensorsOf(plan),
    metadata: (verbose) =>
      sortedEntries(
        {
          'general.architecture': architecture.name,
          'general.file_type': fileTypes[fileType],
          'general.parameter_count': parameterCount,
          'general.quantization_version': 2,
          ...Object.fromEntries(Object.entries(general ?? {}).map(([key, value]) => [`general.${key}`, value])),
          ...entries,
          ...tokenizerEntries(tokenizer),
        },
        verbose,
      ),
    as: (wanted) => ({ ...unquantized(spec), fileType: wanted }),
  }
}

function unquantized(spec: WeightsSpec): WeightsSpec {
  const rest = { ...spec }
  delete rest.size
  delete rest.embeddingType
  return rest
}

function isLazy(value: unknown): value is Lazy {
  return typeof value === 'function'
}

/** Sorts by key, and omits non-empty arrays unless `verbose`. */
export function sortedEntries(entries: Record<string, unknown>, verbose: boolean): Record<string, unknown> {
  const shown = (value: unknown) => {
    if (isLazy(value)) return verbose ? value() : null
    return Array.isArray(value) && value.length > 0 && !verbose ? null : value
  }
  return Object.fromEntries(
    Object.keys(entries)
      .sort()
      .map((key) => [key, shown(entries[key])]),
  )
}
