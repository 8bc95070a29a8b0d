import { general, licenses } from './general.ts'
import type { Blueprint } from './package.ts'
import { chatMl, chatTemplate, deepseekTurns, llamaTurns } from './templates.ts'
import * as tokenizers from './tokenizers.ts'

const llamaGeneral = {
  finetune: 'Instruct',
  languages: ['en', 'de', 'fr', 'it', 'pt', 'hi', 'es', 'th'],
  tags: ['facebook', 'meta', 'pytorch', 'llama', 'llama-3', 'text-generation'],
}
const llamaStops = { stop: ['<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>'] }

export const llama31: Blueprint = {
  weights: {
    architecture: {
      name: 'llama',
      blocks: 32,
      context: 131_072,
      embedding: 4096,
      feedForward: 14_336,
      heads: 32,
      kvHeads: 8,
      ropeBase: 500_000,
      ropeDimensions: 128,
      epsilon: 1e-5,
      more: { vocab_size: 128_256 },
    },
    tokenizer: tokenizers.llama3,
    fileType: 'Q4_K_M',
    general: general('Meta-Llama-3.1', '8B', { ...llamaGeneral, license: 'llama3.1' }),
    ropeFactors: { 'rope_freqs.weight': [64] },
    size: 4_920_738_944,
  },
  template: chatTemplate(llamaTurns),
  licenses: [licenses.llama, licenses.llamaPolicy],
  parameters: llamaStops,
}

export function llama32(
  blocks: number,
  embedding: number,
  heads: number,
  headLength: number,
  label: string,
): Blueprint {
  const small = label === '1B'
  return {
    weights: {
      architecture: {
        name: 'llama',
        blocks,
        context: 131_072,
        embedding,
        feedForward: 8192,
        heads,
        kvHeads: 8,
        headLength,
        ropeBase: 500_000,
        ropeDimensions: headLength,
        epsilon: 1e-5,
        more: { vocab_size: 128_256 },
      },
      tokenizer: tokenizers.llama3,
      fileType: small ? 'Q8_0' : 'Q4_K_M',
      general: general('Llama-3.2', label, llamaGeneral),
      tied: true,
      ropeFactors: { 'rope_freqs.weight': [headLength / 2] },
      size: small ? 1_321_082_688 : 2_019_377_376,
    },
    template: chatTemplate(llamaTurns),
    licenses: [licenses.llama, licenses.llamaPolicy],
    parameters: llamaStops,
  }
}

const qwen3Parameters = {
  repeat_penalty: 1,
  stop: ['<|im_start|>', '<|im_end|>'],
  temperature: 0.6,
  top_k: 20,
  top_p: 0.95,
}
const qwen3Template = chatTemplate({ ...chatMl, thought: ['<think>', '</think>'] })

export const qwen3Large: Blueprint = {
  weights: {
    architecture: {
      name: 'qwen3',
      blocks: 64,
      context: 40_960,
      embedding: 5120,
      feedForward: 25_600,
      heads: 64,
      kvHeads: 8,
      headLength: 128,
      ropeBase: 1_000_000,
      epsilon: 1e-6,
    },
    tokenizer: tokenizers.qwen3,
    fileType: 'Q4_K_M',
    general: general('Qwen3', '32B'),
    size: 20_201_240_576,
  },
  template: qwen3Template,
  licenses: [licenses.apache],
  parameters: qwen3Parameters,
}

export const qwen3Small: Blueprint = {
  ...qwen3Large,
  weights: {
    architecture: {
      name: 'qwen3',
      blocks: 28,
      context: 40_960,
      embedding: 1024,
      feedForward: 3072,
      heads: 16,
      kvHeads: 8,
      headLength: 128,
      ropeBase: 1_000_000,
      epsilon: 1e-6,
    },
    tokenizer: tokenizers.qwen3,
    fileType: 'Q4_K_M',
    general: general('Qwen3', '0.6B'),
    embeddingType: 'Q6_K',
    size: 522_640_096,
  },
}

export const deepseekR1: Blueprint = {
  weights: {
    architecture: {
      name: 'qwen2',
      blocks: 64,
      context: 131_072,
      embedding: 5120,
      feedForward: 27_648,
      heads: 40,
      kvHeads: 8,
      ropeBase: 1_000_000,
      epsilon: 1e-5,
    },
    tokenizer: tokenizers.qwen25R1,
    fileType: 'Q4_K_M',
    general: general('DeepSeek-R1-Distill-Qwen', '32B'),
    size: 19_851_335_520,
  },
  template: chatTemplate(deepseekTurns),
  licenses: [licenses.mit],
  parameters: { stop: ['<｜begin▁of▁sentence｜>', '<｜end▁of▁sentence｜>', '<｜User｜>', '<｜Assistant｜>'] },
}

export const qwenCoder: Blueprint = {
  weights: {
    architecture: {
      name: 'qwen2',
      blocks: 28,
      context: 32_768,
      embedding: 3584,
      feedForward: 18_944,
      heads: 28,
      kvHeads: 4,
      ropeBase: 1_000_000,
      epsilon: 1e-6,
    },
    tokenizer: tokenizers.qwen25,
    fileType: 'Q4_K_M',
    general: general('Qwen2.5-Coder', '7B', {
      finetune: 'Instruct',
      languages: ['en'],
      license: 'apache-2.0',
      tags: ['code', 'codeqwen', 'chat', 'text-generation'],
    }),
    size: 4_683_073_952,
  },
  template: chatTemplate({
    ...chatMl,
    hole: { prefix: '<|fim_prefix|>', suffix: '<|fim_suffix|>', middle: '<|fim_middle|>' },
  }),
  system: 'You are a careful programmer and answer with working code.',
  licenses: [licenses.apache],
}
