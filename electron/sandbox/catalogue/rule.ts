import { displayName, type NameParts, reservedTag } from '#shared/ollama/name.ts'
import type { Architecture } from './architectures.ts'
import { licenses } from './general.ts'
import type { Blueprint } from './package.ts'
import { type FileType, isFileType } from './quantization.ts'
import { chatMl, chatTemplate, plainTemplate } from './templates.ts'
import { type Tokenizer, wordPiece } from './tokenizers.ts'
import { hash } from './words.ts'

/*
 * A model for every name: its size, quantization and kind are read from the name, and the rest is derived from the
 * hash of the name.
 */

const pieces: Tokenizer = {
  kind: 'llama',
  size: 32_000,
  special: { 0: '<unk>', 1: '<s>', 2: '</s>' },
  keys: { bos_token_id: 1, eos_token_id: 2, padding_token_id: 0, pre: 'default', unknown_token_id: 0 },
}

/** The families of models that are made for a name: the one with which the name begins, else the first. */
export const families = ['llama', 'qwen2', 'qwen3', 'gemma3', 'phi3', 'granite'] as const
type Family = (typeof families)[number]

function familyOf({ model }: NameParts): Family {
  return families.find((family) => model.toLowerCase().startsWith(family)) ?? 'llama'
}

type Shape = [blocks: number, embedding: number, feedForward: number, heads: number, kvHeads: number]

function decoder(name: Family, [blocks, embedding, feedForward, heads, kvHeads]: Shape): Architecture {
  return {
    name,
    blocks,
    context: 32_768,
    embedding,
    feedForward,
    heads,
    kvHeads,
    ropeBase: 10_000,
    ropeDimensions: embedding / heads,
    epsilon: 1e-5,
    more: { vocab_size: pieces.size },
  }
}

/** Shapes by size in billions of parameters. */
const shapes: [billions: number, shape: Shape][] = [
  [0.15, [12, 768, 2048, 12, 4]],
  [0.4, [24, 1024, 2816, 16, 8]],
  [1.1, [22, 2048, 5632, 32, 4]],
  [3, [28, 3072, 8192, 24, 8]],
  [7, [32, 4096, 14_336, 32, 8]],
  [13, [40, 5120, 13_824, 40, 8]],
  [32, [64, 5120, 25_600, 40, 8]],
  [70, [80, 8192, 28_672, 64, 8]],
]

const decoders = new Map(
  families.map((family) => [
    family,
    shapes.map(([billions, shape]): [number, Architecture] => [billions, decoder(family, shape)]),
  ]),
)

const encoders: Architecture[] = [
  [6, 384, 1536],
  [12, 768, 3072],
  [24, 1024, 4096],
].map(([blocks = 0, embedding = 0, feedForward = 0]) => ({
  name: 'bert',
  blocks,
  context: 512,
  embedding,
  feedForward,
  heads: embedding / 64,
  epsilon: 1e-12,
  more: { 'attention.causal': false, pooling_type: 1 },
}))

function nearest(family: Family, billions: number): Architecture {
  const distance = (size: number) => Math.abs(Math.log(size / billions))
  const of = decoders.get(family) ?? []
  const [, found] = of.reduce((best, one) => (distance(one[0]) < distance(best[0]) ? one : best))
  return found
}

function fileTypeOf(tag: string): FileType | null {
  const text = /(?:^|-)(q\d_(?:k(?:_[sml])?|[01])|bf16|fp16|f16|f32)$/i
    .exec(tag)?.[1]
    ?.toUpperCase()
    .replace('FP16', 'F16')
  return text && isFileType(text) ? text : null
}

function sizeOf(name: NameParts): number | null {
  const found = /(?:^|[^\d.])(\d+(?:\.\d+)?)(b|m)(?![a-z])/i.exec(`${name.tag} ${name.model}`)
  return found ? Number(found[1]) / (found[2]?.toLowerCase() === 'm' ? 1000 : 1) : null
}

/** A model that runs elsewhere. */
function stub(name: NameParts): Blueprint {
  const tag = name.tag.replace(/-?cloud$/i, '')
  return {
    config: {
      model_family: name.model,
      model_families: [name.model],
      remote_host: 'https://ollama.com:443',
      remote_model: tag ? `${name.model}:${tag}` : name.model,
      capabilities: ['completion', 'tools'],
      context_length: 131_072,
      embedding_length: 4096,
    },
  }
}

export function blueprintFor(name: NameParts): Blueprint {
  const draw = hash(displayName(name).toLowerCase())
  const general = { basename: name.model, type: 'model' }
  if (reservedTag(name) === 'cloud') return stub(name)
  if (/embed|minilm|bge|(^|-)e5/i.test(name.model)) {
    const architecture = encoders[draw % encoders.length] as Architecture
    return {
      weights: { architecture, tokenizer: wordPiece, fileType: fileTypeOf(name.tag) ?? 'F16', general },
      template: plainTemplate,
      licenses: [licenses.mit],
    }
  }
  const architecture = nearest(familyOf(name), sizeOf(name) ?? [0.15, 0.4, 1.1][draw % 3] ?? 1.1)
  return {
    weights: { architecture, tokenizer: pieces, fileType: fileTypeOf(name.tag) ?? 'Q4_K_M', general },
    template: chatTemplate(draw % 2 === 0 ? chatMl : { open: chatMl.open, close: chatMl.close }),
    licenses: [draw % 3 === 0 ? licenses.mit : licenses.apache],
    parameters: { stop: ['<|im_start|>', '<|im_end|>'], temperature: 0.5 + (draw % 6) / 10 },
  }
}
