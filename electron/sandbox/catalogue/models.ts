import { general, licenses } from './general.ts'
import { deepseekR1, llama31, llama32, qwen3Large, qwen3Small, qwenCoder } from './models-llama-qwen.ts'
import type { Blueprint } from './package.ts'
import { chatMl, chatTemplate, gemmaTurns, graniteTurns, mistralTurns, phiTurns } from './templates.ts'
import * as tokenizers from './tokenizers.ts'

/*
 * Well-known models with their real numbers: layers, heads, widths, contexts, vocabularies and the sizes of their
 * files in Ollama's library. All texts are written for Corral.
 */

const gemma3: Blueprint = {
  weights: {
    architecture: {
      name: 'gemma3',
      blocks: 48,
      context: 131_072,
      embedding: 3840,
      feedForward: 15_360,
      heads: 16,
      kvHeads: 8,
      headLength: 256,
      ropeBase: 1_000_000,
      epsilon: 1e-6,
      window: { tokens: 1024, every: 6 },
      vision: {
        blocks: 27,
        embedding: 1152,
        feedForward: 4304,
        heads: 16,
        imageSize: 896,
        patchSize: 14,
        style: 'siglip',
        more: { 'vision.attention.layer_norm_epsilon': 1e-6 },
      },
      more: {
        'rope.local.freq_base': 10_000,
        'rope.scaling.factor': 8,
        'rope.scaling.type': 'linear',
        'mm.tokens_per_image': 256,
      },
    },
    tokenizer: tokenizers.gemma,
    fileType: 'Q4_0',
    embeddingType: 'F16',
    size: 8_928_735_744,
  },
  template: chatTemplate(gemmaTurns),
  licenses: [licenses.gemma],
  parameters: { stop: ['<end_of_turn>'], temperature: 1, top_k: 64, top_p: 0.95 },
}

const mistralSmall: Blueprint = {
  weights: {
    architecture: {
      name: 'mistral3',
      blocks: 40,
      context: 131_072,
      embedding: 5120,
      feedForward: 32_768,
      heads: 32,
      kvHeads: 8,
      headLength: 128,
      ropeBase: 1_000_000_000,
      ropeDimensions: 128,
      epsilon: 1e-5,
      vision: {
        blocks: 24,
        embedding: 1024,
        feedForward: 4096,
        heads: 16,
        imageSize: 1540,
        patchSize: 14,
        style: 'pixtral',
        more: { 'vision.attention.key_length': 64, 'vision.rope.freq_base': 10_000, spatial_merge_size: 2 },
      },
      more: { vocab_size: 131_072 },
    },
    tokenizer: tokenizers.tekken,
    fileType: 'Q4_K_M',
    size: 15_177_369_120,
  },
  template: chatTemplate(mistralTurns),
  system: 'You answer briefly, and you say so when you do not know.',
  licenses: [licenses.apache],
  parameters: { temperature: 0.15 },
}

const phi4Mini: Blueprint = {
  weights: {
    architecture: {
      name: 'phi3',
      blocks: 32,
      context: 131_072,
      embedding: 3072,
      feedForward: 8192,
      heads: 24,
      kvHeads: 8,
      ropeBase: 10_000,
      ropeDimensions: 96,
      epsilon: 1e-5,
      more: {
        'attention.sliding_window': 262_144,
        'rope.scaling.attn_factor': 1.1902381,
        'rope.scaling.original_context_length': 4096,
      },
    },
    tokenizer: tokenizers.phi4,
    fileType: 'Q4_K_M',
    general: general('Phi-4', 'mini', { finetune: 'instruct', languages: ['multilingual'], license: 'mit' }),
    ropeFactors: { 'rope_factors_long.weight': [48], 'rope_factors_short.weight': [48] },
    size: 2_491_862_688,
  },
  template: chatTemplate(phiTurns),
  licenses: [licenses.mit],
}

const granite33: Blueprint = {
  weights: {
    architecture: {
      name: 'granite',
      blocks: 40,
      context: 131_072,
      embedding: 4096,
      feedForward: 12_800,
      heads: 32,
      kvHeads: 8,
      ropeBase: 10_000_000,
      ropeDimensions: 128,
      epsilon: 1e-5,
      more: {
        'attention.scale': 0.0078125,
        embedding_scale: 12,
        logit_scale: 16,
        residual_scale: 0.22,
        vocab_size: 49_159,
      },
    },
    tokenizer: tokenizers.granite,
    fileType: 'Q4_K_M',
    general: general('granite-3.3', '8B', { finetune: 'instruct', license: 'apache-2.0' }),
    size: 4_942_873_344,
  },
  template: chatTemplate(graniteTurns),
  licenses: [licenses.apache],
}

const minicpmV: Blueprint = {
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
    tokenizer: tokenizers.minicpm,
    fileType: 'Q4_0',
    general: general('model', '7.6B'),
    size: 4_431_388_512,
  },
  projector: {
    size: 1_044_425_632,
    parameterCount: 522_164_736,
    blocks: 26,
    embedding: 1152,
    feedForward: 4304,
    heads: 16,
    imageSize: 448,
    patchSize: 14,
    more: { 'clip.has_minicpmv_projector': true, 'clip.minicpmv_version': 3, 'clip.projector_type': 'resampler' },
  },
  template: chatTemplate({ open: chatMl.open, close: chatMl.close }),
  licenses: [licenses.minicpm],
  parameters: {
    num_ctx: 4096,
    stop: ['<|im_start|>', '<|im_end|>'],
    temperature: 0.7,
    top_k: 100,
    top_p: 0.8,
  },
}

/** A stub: the model runs at ollama.com and only a config is here. */
const gptOssCloud: Blueprint = {
  config: {
    model_family: 'gptoss',
    model_families: ['gptoss'],
    model_type: '116.8B',
    file_type: 'MXFP4',
    remote_host: 'https://ollama.com:443',
    remote_model: 'gpt-oss:120b',
    capabilities: ['completion', 'tools', 'thinking'],
    context_length: 131_072,
    embedding_length: 2880,
    base_name: 'gpt-oss',
  },
}

export const chatModels = {
  'llama3.1:8b': llama31,
  'llama3.2:3b': llama32(28, 3072, 24, 128, '3B'),
  'llama3.2:1b': llama32(16, 2048, 32, 64, '1B'),
  'qwen3:32b': qwen3Large,
  'qwen3:0.6b': qwen3Small,
  'gemma3:12b-it-qat': gemma3,
  'deepseek-r1:32b': deepseekR1,
  'qwen2.5-coder:7b': qwenCoder,
  'mistral-small3.2:24b': mistralSmall,
  'phi4-mini:3.8b': phi4Mini,
  'granite3.3:8b': granite33,
  'minicpm-v:8b': minicpmV,
  'gpt-oss:120b-cloud': gptOssCloud,
} satisfies Record<string, Blueprint>
