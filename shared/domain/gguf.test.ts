import { expect, test } from 'vitest'
import { gguf as en } from '../i18n/en/gguf.ts'
import { gguf as zhCN } from '../i18n/zh-CN/gguf.ts'
import { enumName, ggufKey, ggufKeyIds } from './gguf.ts'

test.each([
  ['general.architecture', 'general_architecture', null, null],
  ['general.base_model.0.repo_url', 'general_base_model', null, null],
  ['general.source.url', 'general_source', null, null],
  ['qwen3.context_length', 'context_length', 'tokens', null],
  ['qwen3.attention.head_count_kv', 'attention_head_count_kv', 'heads', null],
  ['llama.rope.scaling.original_context_length', 'rope_scaling_original_context_length', 'tokens', null],
  ['gemma3.vision.attention.head_count', 'attention_head_count', 'heads', 'vision'],
  ['gemma3.mm.tokens_per_image', 'tokens_per_image', 'tokens', null],
  ['clip.vision.image_size', 'image_size', 'pixels', 'vision'],
  ['clip.has_vision_encoder', 'has_vision_encoder', null, null],
  ['tokenizer.ggml.seperator_token_id', 'tokenizer_separator_token_id', 'id', null],
  ['tokenizer.ggml.fim_pre_token_id', 'tokenizer_fim_token_id', 'id', null],
  ['tokenizer.chat_template', 'tokenizer_chat_template', null, null],
  ['quantize.imatrix.entries_count', 'quantize_imatrix', null, null],
])('%s', (key, id, unit, part) => {
  expect(ggufKey(key)).toEqual({ id, unit, part })
})

test.each(['qwen3.something_new', 'nonsense', 'general.', '', 'tokenizer.ggml', 'x.constructor', 'toString'])(
  '%j is not known',
  (key) => {
    expect(ggufKey(key)).toBeNull()
  },
)

test('enumerations have names', () => {
  expect(enumName('general_file_type', 15)).toBe('Q4_K_M')
  expect(enumName('general_file_type', 999)).toBeNull()
  expect(enumName('general_file_type', '15')).toBeNull()
  expect(enumName('pooling_type', 1)).toBe('mean')
  expect(enumName('block_count', 1)).toBeNull()
})

test.each(Object.entries({ en, zhCN }))('every known key is explained in %s', (_, words) => {
  expect(Object.keys(words).sort()).toEqual([...ggufKeyIds].sort())
})
