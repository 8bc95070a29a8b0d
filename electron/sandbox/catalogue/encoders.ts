import { licenses } from './general.ts'
import type { Blueprint } from './package.ts'
import { plainTemplate } from './templates.ts'
import { wordPiece, xlmRoberta } from './tokenizers.ts'

const nomic: Blueprint = {
  weights: {
    architecture: {
      name: 'nomic-bert',
      blocks: 12,
      context: 2048,
      embedding: 768,
      feedForward: 3072,
      heads: 12,
      ropeBase: 1000,
      epsilon: 1e-12,
      more: { 'attention.causal': false, pooling_type: 1 },
    },
    tokenizer: {
      ...wordPiece,
      keys: { ...wordPiece.keys, add_bos_token: true, add_eos_token: true, bos_token_id: 101, eos_token_id: 102 },
    },
    fileType: 'F16',
    size: 274_290_656,
  },
  template: plainTemplate,
  licenses: [licenses.apache],
  parameters: { num_ctx: 8192 },
}

const bgeM3: Blueprint = {
  weights: {
    architecture: {
      name: 'bert',
      blocks: 24,
      context: 8192,
      embedding: 1024,
      feedForward: 4096,
      heads: 16,
      epsilon: 1e-5,
      more: { 'attention.causal': false, pooling_type: 2 },
    },
    tokenizer: xlmRoberta,
    fileType: 'F16',
    general: { basename: 'bge-m3', license: 'mit', size_label: '567M', type: 'model' },
    size: 1_157_671_200,
  },
  licenses: [licenses.mit],
}

export const miniLmArchitecture = {
  name: 'bert',
  blocks: 6,
  context: 512,
  embedding: 384,
  feedForward: 1536,
  heads: 12,
  epsilon: 1e-12,
  more: { 'attention.causal': false, pooling_type: 1 },
}

const miniLm: Blueprint = {
  weights: { architecture: miniLmArchitecture, tokenizer: wordPiece, fileType: 'F16', size: 45_949_216 },
  template: plainTemplate,
  licenses: [licenses.apache],
  parameters: { num_ctx: 256 },
}

export const encoders = {
  'nomic-embed-text:v1.5': nomic,
  'bge-m3:567m': bgeM3,
  'all-minilm:22m': miniLm,
} satisfies Record<string, Blueprint>
