/**
 * The GGUF metadata keys of the GGUF specification, and those that llama.cpp and Ollama write in addition. Their
 * explanations are the texts under `inspector.gguf`.
 */

/** The unit of a figure, see the texts under `inspector.unit`. */
export type GgufUnit = 'tokens' | 'blocks' | 'heads' | 'dimensions' | 'experts' | 'pixels' | 'id'

/** Each key without its architecture, dots as underscores, and the unit of its figure. */
const known = {
  general_architecture: null,
  general_quantization_version: null,
  general_alignment: null,
  general_name: null,
  general_author: null,
  general_version: null,
  general_organization: null,
  general_basename: null,
  general_finetune: null,
  general_description: null,
  general_quantized_by: null,
  general_size_label: null,
  general_license: null,
  general_license_name: null,
  general_license_link: null,
  general_url: null,
  general_doi: null,
  general_uuid: null,
  general_repo_url: null,
  general_tags: null,
  general_languages: null,
  general_datasets: null,
  general_file_type: null,
  general_parameter_count: null,
  general_type: null,
  general_source: null,
  general_base_model_count: null,
  general_base_model: null,
  context_length: 'tokens',
  embedding_length: 'dimensions',
  embedding_length_out: 'dimensions',
  block_count: 'blocks',
  feed_forward_length: 'dimensions',
  expert_feed_forward_length: 'dimensions',
  expert_shared_feed_forward_length: 'dimensions',
  use_parallel_residual: null,
  tensor_data_layout: null,
  expert_count: 'experts',
  expert_used_count: 'experts',
  expert_shared_count: 'experts',
  expert_weights_scale: null,
  expert_weights_norm: null,
  expert_gating_func: null,
  leading_dense_block_count: 'blocks',
  pooling_type: null,
  vocab_size: 'tokens',
  logit_scale: null,
  attn_logit_softcapping: null,
  final_logit_softcapping: null,
  attention_head_count: 'heads',
  attention_head_count_kv: 'heads',
  attention_max_alibi_bias: null,
  attention_clamp_kqv: null,
  attention_layer_norm_epsilon: null,
  attention_layer_norm_rms_epsilon: null,
  attention_key_length: 'dimensions',
  attention_value_length: 'dimensions',
  attention_sliding_window: 'tokens',
  attention_sliding_window_pattern: null,
  attention_causal: null,
  attention_scale: null,
  attention_q_lora_rank: 'dimensions',
  attention_kv_lora_rank: 'dimensions',
  rope_dimension_count: 'dimensions',
  rope_dimension_sections: null,
  rope_freq_base: null,
  rope_local_freq_base: null,
  rope_scale_linear: null,
  rope_scaling_type: null,
  rope_scaling_factor: null,
  rope_scaling_original_context_length: 'tokens',
  rope_scaling_finetuned: null,
  rope_scaling_attn_factor: null,
  ssm_conv_kernel: null,
  ssm_inner_size: 'dimensions',
  ssm_state_size: 'dimensions',
  ssm_time_step_rank: 'dimensions',
  ssm_group_count: null,
  image_size: 'pixels',
  patch_size: 'pixels',
  num_channels: null,
  projection_dim: 'dimensions',
  projector_type: null,
  image_mean: null,
  image_std: null,
  has_vision_encoder: null,
  has_text_encoder: null,
  use_gelu: null,
  tokens_per_image: 'tokens',
  adapter_type: null,
  adapter_lora_alpha: null,
  tokenizer_model: null,
  tokenizer_pre: null,
  tokenizer_tokens: 'tokens',
  tokenizer_scores: null,
  tokenizer_token_type: null,
  tokenizer_token_type_count: null,
  tokenizer_merges: null,
  tokenizer_added_tokens: 'tokens',
  tokenizer_bos_token_id: 'id',
  tokenizer_eos_token_id: 'id',
  tokenizer_eot_token_id: 'id',
  tokenizer_eom_token_id: 'id',
  tokenizer_unknown_token_id: 'id',
  tokenizer_separator_token_id: 'id',
  tokenizer_padding_token_id: 'id',
  tokenizer_mask_token_id: 'id',
  tokenizer_cls_token_id: 'id',
  tokenizer_fim_token_id: 'id',
  tokenizer_add_bos_token: null,
  tokenizer_add_eos_token: null,
  tokenizer_add_space_prefix: null,
  tokenizer_remove_extra_whitespaces: null,
  tokenizer_precompiled_charsmap: null,
  tokenizer_huggingface_json: null,
  tokenizer_chat_template: null,
  tokenizer_rwkv_world: null,
  split_no: null,
  split_count: null,
  split_tensors_count: null,
  quantize_imatrix: null,
} satisfies Record<string, GgufUnit | null>

export type GgufKeyId = keyof typeof known

/** Parts of a model with figures of their own. */
export type GgufPart = 'vision' | 'audio' | 'encoder' | 'decoder'

export interface GgufKey {
  id: GgufKeyId
  unit: GgufUnit | null
  part: GgufPart | null
}

export const ggufKeyIds = Object.keys(known) as GgufKeyId[]

/** Other spellings of the same key. */
const aliases: Readonly<Record<string, GgufKeyId>> = {
  // Spelled this way in files for years.
  tokenizer_seperator_token_id: 'tokenizer_separator_token_id',
  mm_tokens_per_image: 'tokens_per_image',
  rope_freq_base_swa: 'rope_local_freq_base',
  attention_key_length_mla: 'attention_key_length',
  attention_value_length_mla: 'attention_value_length',
}

/** The meaning of a metadata key; `null` for an unknown one. */
export function ggufKey(key: string): GgufKey | null {
  const [first = '', ...rest] = key.split('.')
  const isOwn = ['general', 'tokenizer', 'adapter', 'split', 'quantize'].includes(first)
  // All other keys begin with the name of an architecture.
  const steps = isOwn ? [first, ...rest] : rest
  const part = !isOwn && /^(vision|audio|encoder|decoder)$/.test(steps[0] ?? '') ? (steps.shift() as GgufPart) : null
  const id = steps
    .join('_')
    .replace(/^tokenizer_ggml_/, 'tokenizer_')
    .replace(/^general_base_model_\d+_\w+$/, 'general_base_model')
    .replace(/^general_source_\w+$/, 'general_source')
    .replace(/^quantize_imatrix_\w+$/, 'quantize_imatrix')
    .replace(/^tokenizer_(fim_\w+|prefix|suffix|middle)_token_id$/, 'tokenizer_fim_token_id')
  const name = aliases[id] ?? id
  return Object.hasOwn(known, name) ? { id: name as GgufKeyId, unit: known[name as GgufKeyId], part } : null
}

/** `general.file_type`: the type of most tensors, numbered as in llama.cpp. */
const fileTypes: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  3: 'Q4_1',
  7: 'Q8_0',
  8: 'Q5_0',
  9: 'Q5_1',
  10: 'Q2_K',
  11: 'Q3_K_S',
  12: 'Q3_K_M',
  13: 'Q3_K_L',
  14: 'Q4_K_S',
  15: 'Q4_K_M',
  16: 'Q5_K_S',
  17: 'Q5_K_M',
  18: 'Q6_K',
  19: 'IQ2_XXS',
  20: 'IQ2_XS',
  21: 'Q2_K_S',
  22: 'IQ3_XS',
  23: 'IQ3_XXS',
  24: 'IQ1_S',
  25: 'IQ4_NL',
  26: 'IQ3_S',
  27: 'IQ3_M',
  28: 'IQ2_S',
  29: 'IQ2_M',
  30: 'IQ4_XS',
  31: 'IQ1_M',
  32: 'BF16',
  36: 'TQ1_0',
  37: 'TQ2_0',
  38: 'MXFP4',
}

/** `general.file_type` and `pooling_type` by name; `null` for a number without one. */
export function enumName(id: GgufKeyId, value: unknown): string | null {
  if (typeof value !== 'number') return null
  if (id === 'general_file_type') return fileTypes[value] ?? null
  if (id === 'pooling_type') return ['none', 'mean', 'cls', 'last', 'rank'][value] ?? null
  return null
}
