import { describe, expect, it } from 'vitest'
import { memoryModelOf } from './model.ts'

const tensor = (name: string, ...shape: number[]) => ({ name, type: 'F16', shape })

function modelOf(
  architecture: string,
  keys: Record<string, unknown>,
  tensors = [tensor('blk.0.attn_k.weight', 64, 32)],
) {
  const all = { block_count: 8, embedding_length: 64, 'attention.head_count': 4, 'attention.head_count_kv': 2, ...keys }
  const named = Object.entries(all).map(([key, value]) => [`${architecture}.${key}`, value])
  return memoryModelOf({
    info: { 'general.architecture': architecture, ...Object.fromEntries(named) },
    tensors,
    format: 'gguf',
    file: 1e9,
    capabilities: ['completion'],
    hasProjector: false,
    isCloud: false,
    parameters: {},
  })
}

/** A letter for each layer: `f` full cache, `s` sliding, `r` recurrent, `b` cache and state, `-` nothing. */
const layersOf = (model: ReturnType<typeof modelOf>) =>
  model.layers
    .map(({ cache, isSliding, state }) =>
      state > 0 ? (cache === 0 ? 'r' : 'b') : cache === 0 ? '-' : isSliding ? 's' : 'f',
    )
    .join('')

const window = { 'attention.sliding_window': 512 }
const ssm = { 'ssm.conv_kernel': 4, 'ssm.inner_size': 128, 'ssm.state_size': 16, 'ssm.group_count': 1 }
const some = [2, 0, 0, 2, 0, 0, 2, 0]

describe('what the layers of an architecture keep', () => {
  it.each([
    ['llama', window, 'ffffffff'],
    ['phi3', window, 'ffffffff'],
    ['mistral3', window, 'ffffffff'],
    ['gemma2', {}, 'sfsfsfsf'],
    ['gemma3', window, 'sssssfss'],
    ['gemma3n', { ...window, block_count: 22 }, 'ssssfssssfssssfssssf--'],
    ['gemma4', { ...window, 'attention.sliding_window_pattern': [1, 1, 0, 1, 1, 0, 1, 1] }, 'ssfssfss'],
    ['gemma4', { ...window, 'attention.shared_kv_layers': 3 }, 'fffff---'],
    ['gpt-oss', {}, 'sfsfsfsf'],
    ['cohere2', window, 'sssfsssf'],
    ['olmo2', {}, 'ffffffff'],
    ['llama4', {}, 'sssfsssf'],
    ['qwen35', { ...ssm, full_attention_interval: 4 }, 'rrrfrrrf'],
    ['jamba', { ...ssm, 'attention.head_count_kv': some }, 'frrfrrfr'],
    ['lfm2', { 'shortconv.l_cache': 3, 'attention.head_count_kv': some }, 'frrfrrfr'],
    ['falcon-h1', ssm, 'bbbbbbbb'],
    ['bert', {}, '--------'],
  ] as const)('%s', (architecture, keys, layers) => {
    expect(layersOf(modelOf(architecture, keys))).toBe(layers)
  })

  it('has of nemotron_h no state where a layer has a feed-forward part', () => {
    const tensors = [1, 4].map((layer) => tensor(`blk.${layer}.ffn_up.weight`, 64, 256))
    expect(layersOf(modelOf('nemotron_h', { ...ssm, 'attention.head_count_kv': some }, tensors))).toBe('f-rf-rfr')
  })
})

describe('the width of a cache', () => {
  const first = (keys: Record<string, unknown>, tensors?: ReturnType<typeof tensor>[], architecture = 'llama') =>
    modelOf(architecture, keys, tensors).layers[0]?.cache

  it.each([
    ['by heads', {}, undefined, 2 * (16 + 16)],
    ['by its own lengths', { 'attention.key_length': 24, 'attention.value_length': 8 }, undefined, 2 * 32],
    ['by tensors', { 'attention.head_count_kv': null }, ['attn_k', 'attn_v'], 32 + 32],
    ['by a fused tensor', { 'attention.head_count_kv': null }, ['attn_qkv'], 128 - 4 * 16],
    ['none without such tensors', { 'attention.head_count_kv': null }, ['ffn_up'], 0],
    ['not known', { 'attention.head_count': 'x', 'attention.head_count_kv': 2 }, ['ffn_up'], null],
  ] as const)('%s', (_, keys, parts, cache) => {
    const tensors = parts?.map((part) => tensor(`blk.0.${part}.weight`, 64, part === 'attn_qkv' ? 128 : 32))
    expect(first(keys, tensors)).toBe(cache)
  })

  it('is the rank and the rope of latent attention', () => {
    const mla = { 'attention.key_length_mla': 192, 'attention.value_length_mla': 128, 'attention.kv_lora_rank': 512 }
    expect(first({ ...mla, 'rope.dimension_count': 64 }, undefined, 'deepseek2')).toBe(576)
  })

  it('is another one in sliding layers of gemma4', () => {
    const lengths = { 'attention.key_length': 32, 'attention.value_length': 32 }
    const sliding = { 'attention.key_length_swa': 8, 'attention.value_length_swa': 8 }
    const pattern = { ...window, 'attention.sliding_window_pattern': [1, 0, 1, 0, 1, 0, 1, 0] }
    const [first, second] = modelOf('gemma4', { ...lengths, ...sliding, ...pattern }).layers
    expect([first?.cache, second?.cache]).toEqual([2 * 16, 2 * 64])
  })
})

describe('an architecture that is not listed', () => {
  it.each([
    ['llama', {}, 'listed'],
    ['unheard', {}, 'plain'],
    ['unheard', window, 'other'],
    ['unheard', ssm, 'other'],
    ['', {}, 'none'],
  ] as const)('%s', (architecture, keys, kind) => {
    expect(modelOf(architecture, keys).kind).toBe(kind)
  })
})
