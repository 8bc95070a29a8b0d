import { miniLmArchitecture } from '../catalogue/encoders.ts'
import type { Blueprint } from '../catalogue/package.ts'
import { type Tokenizer, wordPiece } from '../catalogue/tokenizers.ts'

/** The models that stood on the recorded server, as far as its answers tell. */

const tokenizer: Tokenizer = {
  kind: 'llama',
  size: 380,
  special: { 0: '<unk>', 1: '<s>', 2: '</s>' },
  keys: { bos_token_id: 1, eos_token_id: 2, unknown_token_id: 0 },
}

interface Shape {
  blocks: number
  context: number
  embedding: number
  feedForward: number
  heads: number
  kvHeads: number
  size: number
}

function llama({ size, ...shape }: Shape): Blueprint {
  return {
    weights: {
      architecture: {
        name: 'llama',
        ...shape,
        ropeBase: 10_000,
        ropeDimensions: shape.embedding / shape.heads,
        epsilon: 1e-5,
        more: { vocab_size: tokenizer.size },
      },
      tokenizer,
      fileType: 'F16',
      size,
    },
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

export const small = llama({
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

/** The same model as another one, but for its config. */
export function published(blueprint: Blueprint): Blueprint {
  return { ...blueprint, config: { base_name: 'lab' } }
}
