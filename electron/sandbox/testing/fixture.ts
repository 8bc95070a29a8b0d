import { miniLmArchitecture } from '../catalogue/encoders.ts'
import type { Blueprint } from '../catalogue/package.ts'
import { type Tokenizer, wordPiece } from '../catalogue/tokenizers.ts'

/** The models of the recorded servers, as far as known from their answers. */

const tokenizer = (size: number): Tokenizer => ({
  kind: 'llama',
  size,
  special: { 0: '<unk>', 1: '<s>', 2: '</s>' },
  keys: { bos_token_id: 1, eos_token_id: 2, unknown_token_id: 0 },
})

interface Shape {
  blocks: number
  context: number
  embedding: number
  feedForward: number
  heads: number
  kvHeads: number
  size: number
}

function llamaWeights({ size, ...shape }: Shape, vocabulary: number): NonNullable<Blueprint['weights']> {
  return {
    architecture: {
      name: 'llama',
      ...shape,
      ropeDimensions: shape.embedding / shape.heads,
      epsilon: 1e-5,
      more: { vocab_size: vocabulary },
    },
    tokenizer: tokenizer(vocabulary),
    fileType: 'F16',
    size,
  }
}

function llama(shape: Shape): Blueprint {
  const weights = llamaWeights(shape, 380)
  return {
    weights: { ...weights, architecture: { ...weights.architecture, ropeBase: 10_000 } },
    template: '{{ if .System }}<|sys|>{{ .System }}{{ end }}<|user|>{{ .Prompt }}<|end|>',
    system: 'You are a small test model.',
    licenses: ['MIT License'],
    parameters: { num_ctx: 2048, stop: ['<|end|>', '<|eot|>'], temperature: 0.7 },
  }
}

export const tiny = llama({
  blocks: 4,
  context: 4096,
  embedding: 256,
  feedForward: 768,
  heads: 4,
  kvHeads: 2,
  size: 6_700_832,
})

const small = llama({
  blocks: 9,
  context: 4096,
  embedding: 768,
  feedForward: 2048,
  heads: 12,
  kvHeads: 4,
  size: 114_478_944,
})

export const mid = llama({
  blocks: 18,
  context: 32_768,
  embedding: 1536,
  feedForward: 4096,
  heads: 12,
  kvHeads: 4,
  size: 908_524_576,
})

export const miniLm: Blueprint = {
  weights: {
    architecture: { ...miniLmArchitecture, more: { ...miniLmArchitecture.more, normalize_embeddings: true } },
    tokenizer: wordPiece,
    fileType: 'F16',
    size: 45_949_216,
    sortedKeys: true,
  },
  template: '{{ .Prompt }}',
  licenses: ['Apache License 2.0'],
}

/** A model with another config. */
function published(blueprint: Blueprint): Blueprint {
  return { ...blueprint, config: { base_name: 'lab' } }
}

/** On the older servers all models except the embedding one were created again, with fewer header fields. */
function olderLlama(shape: Shape): Blueprint {
  return {
    weights: { ...llamaWeights(shape, 2000), general: { quantization_version: undefined } },
    template: '{{ if .System }}<|system|>{{ .System }}{{ end }}<|user|>{{ .Prompt }}<|assistant|>{{ .Response }}',
    system: 'You are tiny.',
    licenses: ['MIT License\n\nPermission is granted.'],
    parameters: { stop: ['<|user|>', '<|system|>'], temperature: 0.7 },
  }
}

const olderTiny = olderLlama({
  blocks: 4,
  context: 2048,
  embedding: 256,
  feedForward: 512,
  heads: 4,
  kvHeads: 2,
  size: 6_825_312,
})
const bare = ({ weights }: Blueprint): Blueprint => (weights ? { weights } : {})
const olderSmall = bare(
  olderLlama({
    blocks: 10,
    context: 2048,
    embedding: 768,
    feedForward: 2048,
    heads: 12,
    kvHeads: 12,
    size: 150_260_896,
  }),
)
const olderMid = bare(
  olderLlama({
    blocks: 16,
    context: 2048,
    embedding: 1536,
    feedForward: 4096,
    heads: 12,
    kvHeads: 12,
    size: 990_331_840,
  }),
)

interface Models {
  tiny: Blueprint
  small: Blueprint
  mid: Blueprint
  miniLm: Blueprint
}

const older: Models = { tiny: olderTiny, small: olderSmall, mid: olderMid, miniLm: { ...miniLm, licenses: [] } }

/** The models of the server of each version. */
export const recordedModels: Record<string, Models> = {
  '0.33.0-rc2': { tiny, small, mid, miniLm },
  '0.12.0': older,
  '0.5.12': older,
}

/** Those models by their names there, and in the registry. */
export function libraryOf({ tiny, small, mid, miniLm }: Models) {
  return {
    installed: {
      'small-llama:latest': small,
      [lab('tiny')]: published(tiny),
      'mid-llama:latest': mid,
      'tiny-llama:latest': tiny,
      'all-minilm:22m': miniLm,
    },
    lab: { [lab('tiny')]: published(tiny), [lab('small')]: published(small), [lab('mid')]: published(mid) },
  }
}

/** A name in the registry of the recordings. */
export function lab(model: string): string {
  return `127.0.0.1:5055/lab/${model}:latest`
}
