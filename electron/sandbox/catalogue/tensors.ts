import { type Architecture, keyLength, type Vision } from './architectures.ts'
import { type FileType, type Tensor, tensorType } from './quantization.ts'

type Shapes = Record<string, number[]>

/** The differences between decoders. */
const traits: Record<string, { qkvBias?: true; qkNorm?: true; fused?: true; postNorms?: true; tied?: true }> = {
  qwen2: { qkvBias: true },
  qwen3: { qkNorm: true },
  gemma3: { qkNorm: true, postNorms: true, tied: true },
  phi3: { fused: true, tied: true },
  granite: { tied: true },
}

function decoderBlock(a: Architecture): Shapes {
  const { embedding, feedForward, heads, kvHeads = heads } = a
  const { qkvBias, qkNorm, fused, postNorms } = traits[a.name] ?? {}
  const length = keyLength(a)
  const q = heads * length
  const kv = kvHeads * length
  return {
    'attn_norm.weight': [embedding],
    'attn_output.weight': [q, embedding],
    ...(fused
      ? { 'attn_qkv.weight': [embedding, q + 2 * kv], 'ffn_up.weight': [embedding, 2 * feedForward] }
      : {
          'attn_q.weight': [embedding, q],
          'attn_k.weight': [embedding, kv],
          'attn_v.weight': [embedding, kv],
          'ffn_gate.weight': [embedding, feedForward],
          'ffn_up.weight': [embedding, feedForward],
        }),
    ...(qkvBias && { 'attn_q.bias': [q], 'attn_k.bias': [kv], 'attn_v.bias': [kv] }),
    ...(qkNorm && { 'attn_q_norm.weight': [length], 'attn_k_norm.weight': [length] }),
    'ffn_norm.weight': [embedding],
    'ffn_down.weight': [feedForward, embedding],
    ...(postNorms && { 'post_attention_norm.weight': [embedding], 'post_ffw_norm.weight': [embedding] }),
  }
}

function encoderBlock({ name, embedding, feedForward }: Architecture): Shapes {
  const linear = (key: string, from: number, to: number): Shapes => ({
    [`${key}.weight`]: [from, to],
    ...(name === 'bert' && { [`${key}.bias`]: [to] }),
  })
  const norm = (key: string): Shapes => ({ [`${key}.weight`]: [embedding], [`${key}.bias`]: [embedding] })
  return {
    ...(name === 'bert'
      ? {
          ...linear('attn_q', embedding, embedding),
          ...linear('attn_k', embedding, embedding),
          ...linear('attn_v', embedding, embedding),
        }
      : { ...linear('attn_qkv', embedding, 3 * embedding), ...linear('ffn_gate', embedding, feedForward) }),
    ...linear('attn_output', embedding, embedding),
    ...norm('attn_output_norm'),
    ...linear('ffn_up', embedding, feedForward),
    ...linear('ffn_down', feedForward, embedding),
    ...norm('layer_output_norm'),
  }
}

function whole(a: Architecture, vocabulary: number, tokenTypes: number, tied: boolean, ropeFactors: Shapes): Shapes {
  const { embedding } = a
  const tokens = { 'token_embd.weight': [embedding, vocabulary] }
  if (a.kvHeads === undefined)
    return {
      ...tokens,
      ...(a.name === 'bert' && { 'position_embd.weight': [embedding, a.context] }),
      'token_embd_norm.weight': [embedding],
      'token_embd_norm.bias': [embedding],
      'token_types.weight': tokenTypes === 1 ? [embedding] : [embedding, tokenTypes],
    }
  return {
    ...tokens,
    'output_norm.weight': [embedding],
    ...(!tied && { 'output.weight': [embedding, vocabulary] }),
    ...ropeFactors,
    ...(a.vision && visionTensors(a.vision, embedding)),
  }
}

function visionTensors({ style, blocks, embedding, feedForward, imageSize, patchSize }: Vision, text: number): Shapes {
  const siglip = style === 'siglip'
  const linear = (key: string, from: number, to: number): Shapes => ({
    [`${key}.weight`]: [from, to],
    ...(siglip && { [`${key}.bias`]: [to] }),
  })
  const norm = (key: string): Shapes => ({
    [`${key}.weight`]: [embedding],
    ...(siglip && { [`${key}.bias`]: [embedding] }),
  })
  const shapes: Shapes = { 'v.patch_embd.weight': [patchSize, patchSize, 3, embedding] }
  if (siglip)
    Object.assign(shapes, norm('v.post_layernorm'), {
      'v.patch_embd.bias': [embedding],
      'v.position_embd.weight': [embedding, (imageSize / patchSize) ** 2],
      'mm.input_projection.weight': [embedding, text],
      'mm.soft_emb_norm.weight': [embedding],
    })
  else
    Object.assign(shapes, norm('v.encoder_norm'), {
      'mm.linear_1.weight': [embedding, text],
      'mm.linear_2.weight': [text, text],
      'mm.norm.weight': [embedding],
      'mm.patch_merger.merging_layer.weight': [4 * embedding, embedding],
    })
  for (let block = 0; block < blocks; block++) {
    const at = (key: string) => `v.blk.${block}.${key}`
    for (const key of ['attn_q', 'attn_k', 'attn_v', 'attn_output'])
      Object.assign(shapes, linear(at(key), embedding, embedding))
    if (siglip) {
      Object.assign(shapes, norm(at('layer_norm1')), norm(at('layer_norm2')))
      Object.assign(
        shapes,
        linear(at('mlp.fc1'), embedding, feedForward),
        linear(at('mlp.fc2'), feedForward, embedding),
      )
    } else {
      Object.assign(shapes, norm(at('attn_norm')), norm(at('ffn_norm')))
      for (const key of ['ffn_gate', 'ffn_up']) Object.assign(shapes, linear(at(key), embedding, feedForward))
      Object.assign(shapes, linear(at('ffn_down'), feedForward, embedding))
    }
  }
  return shapes
}

export interface TensorPlan {
  architecture: Architecture
  fileType: FileType
  vocabulary: number
  /** Segment types of an encoder. */
  tokenTypes: number
  /** Whether the output shares the token embedding; by default as in the architecture. */
  tied?: boolean
  /** The type of the token embedding if it is not that of the mixture. */
  embeddingType?: string
  /** Lengths of frequency tables for long contexts, by tensor name. */
  ropeFactors?: Shapes
}

/** The tensors of a model in the order of Ollama's files: those of the whole model first, then by block and name. */
export function tensorsOf(plan: TensorPlan): Tensor[] {
  const { architecture, fileType, vocabulary, tokenTypes, tied, embeddingType, ropeFactors } = plan
  const shared = tied ?? traits[architecture.name]?.tied ?? false
  const block = architecture.kvHeads === undefined ? encoderBlock(architecture) : decoderBlock(architecture)
  const typed = ([name, shape]: [string, number[]]): Tensor => ({
    name,
    type:
      (name === 'token_embd.weight' && embeddingType) || tensorType(fileType, name, shape, architecture.blocks, shared),
    shape,
  })
  const tensors = sorted(whole(architecture, vocabulary, tokenTypes, shared, ropeFactors ?? {})).map(typed)
  const parts = sorted(block)
  for (let i = 0; i < architecture.blocks; i++)
    for (const [name, shape] of parts) tensors.push(typed([`blk.${i}.${name}`, shape]))
  return tensors
}

function sorted(shapes: Shapes): [string, number[]][] {
  return Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1))
}
