import { type Vocabulary, vocabularies } from './vocabulary.ts'

/** The tokenizer of a model, as in its metadata. */
export interface Tokenizer {
  /** `tokenizer.ggml.model`: byte-level pairs, SentencePiece, WordPiece or unigrams. */
  kind: 'gpt2' | 'llama' | 'bert' | 't5'
  /** Number of tokens, special ones included. */
  size: number
  /** Special tokens by id. */
  special: Record<number, string>
  /** Ids and flags of `tokenizer.ggml.*`. */
  keys: Record<string, unknown>
  /** The number of rows of the embedding beyond the tokens. */
  rows?: number
  /** `tokenizer.ggml.scores` for a kind without its own. */
  scores?: true
}

/** Arrays of metadata are made on demand. */
export type Lazy = () => unknown[]

const cache = new WeakMap<Tokenizer, Vocabulary>()

function vocabularyOf(tokenizer: Tokenizer): Vocabulary {
  const known = cache.get(tokenizer)
  if (known) return known
  const made = vocabularies[tokenizer.kind](tokenizer)
  cache.set(tokenizer, made)
  return made
}

/** The `tokenizer.ggml.*` entries, arrays as functions. */
export function tokenizerEntries(tokenizer: Tokenizer): Record<string, unknown> {
  const { kind, keys, scores } = tokenizer
  const lists: (keyof Vocabulary)[] = ['tokens', 'token_type']
  if (kind === 'gpt2') lists.push('merges')
  if (kind !== 'gpt2' || scores) lists.push('scores')
  const arrays = lists.map((list) => [list, (() => vocabularyOf(tokenizer)[list]) satisfies Lazy] as const)
  return Object.fromEntries(
    Object.entries({ model: kind, ...keys, ...Object.fromEntries(arrays) }).map(([key, value]) => [
      `tokenizer.ggml.${key}`,
      value,
    ]),
  )
}

function sequence(first: number, names: string[]): Record<number, string> {
  return Object.fromEntries(names.map((name, i) => [first + i, name]))
}

function reserved(first: number, end: number, name: (n: number) => string): Record<number, string> {
  return sequence(
    first,
    Array.from({ length: end - first }, (_, n) => name(n)),
  )
}

export const llama3: Tokenizer = {
  kind: 'gpt2',
  size: 128_256,
  special: {
    ...reserved(128_000, 128_256, (n) => `<|reserved_special_token_${n}|>`),
    ...sequence(128_000, ['<|begin_of_text|>', '<|end_of_text|>']),
    ...sequence(128_006, ['<|start_header_id|>', '<|end_header_id|>', '<|eom_id|>', '<|eot_id|>', '<|python_tag|>']),
  },
  keys: { pre: 'llama-bpe', bos_token_id: 128_000, eos_token_id: 128_009 },
}

const qwenMarks = (
  '<|endoftext|> <|im_start|> <|im_end|> <|object_ref_start|> <|object_ref_end|> <|box_start|> <|box_end|> ' +
  '<|quad_start|> <|quad_end|> <|vision_start|> <|vision_end|> <|vision_pad|> <|image_pad|> <|video_pad|> ' +
  '<tool_call> </tool_call> <|fim_prefix|> <|fim_middle|> <|fim_suffix|> <|fim_pad|> <|repo_name|> <|file_sep|>'
).split(' ')

function qwen(size: number, marks: string[], keys: Record<string, unknown>): Tokenizer {
  const first = 151_643
  return {
    kind: 'gpt2',
    size,
    special: {
      ...reserved(first + marks.length, size, (n) => `[PAD${first + marks.length + n}]`),
      ...sequence(first, marks),
    },
    keys: { pre: 'qwen2', ...keys },
  }
}

const thinkMarks = [...qwenMarks, '<tool_response>', '</tool_response>', '<think>', '</think>']

export const qwen3 = qwen(151_936, thinkMarks, {
  add_bos_token: false,
  bos_token_id: 151_643,
  eos_token_id: 151_645,
  padding_token_id: 151_643,
})

export const qwen25 = qwen(152_064, qwenMarks, {
  add_bos_token: false,
  bos_token_id: 151_643,
  eos_token_id: 151_645,
  padding_token_id: 151_643,
})

export const qwen25R1 = qwen(
  152_064,
  ['<｜end▁of▁sentence｜>', '<｜User｜>', '<｜Assistant｜>', '<｜begin▁of▁sentence｜>'],
  {
    add_bos_token: true,
    add_eos_token: false,
    bos_token_id: 151_646,
    eos_token_id: 151_643,
    padding_token_id: 151_643,
  },
)

export const minicpm = qwen(151_666, qwenMarks, {
  add_bos_token: false,
  bos_token_id: 151_644,
  eos_token_id: 151_645,
  padding_token_id: 128_244,
  unknown_token_id: 128_244,
})

export const tekken: Tokenizer = {
  kind: 'gpt2',
  size: 131_072,
  special: {
    ...reserved(0, 1000, (n) => `<SPECIAL_${n}>`),
    ...sequence(0, ['<unk>', '<s>', '</s>', '[INST]', '[/INST]', '[AVAILABLE_TOOLS]', '[/AVAILABLE_TOOLS]']),
    ...sequence(7, ['[TOOL_RESULTS]', '[/TOOL_RESULTS]', '[TOOL_CALLS]', '[IMG]', '<pad>', '[IMG_BREAK]', '[IMG_END]']),
  },
  keys: {
    pre: 'tekken',
    add_bos_token: true,
    add_eos_token: false,
    bos_token_id: 1,
    eos_token_id: 2,
    unknown_token_id: 0,
  },
  scores: true,
}

export const gemma: Tokenizer = {
  kind: 'llama',
  size: 262_144,
  special: {
    ...sequence(0, ['<pad>', '<eos>', '<bos>', '<unk>', '<mask>']),
    ...reserved(5, 105, (n) => `<unused${n}>`),
    ...sequence(105, ['<start_of_turn>', '<end_of_turn>']),
  },
  keys: {
    pre: 'default',
    add_bos_token: true,
    add_eos_token: false,
    bos_token_id: 2,
    eos_token_id: 1,
    padding_token_id: 0,
    unknown_token_id: 3,
  },
}

export const phi4: Tokenizer = {
  kind: 'gpt2',
  size: 200_064,
  special: {
    ...reserved(199_999, 200_064, (n) => `<|dummy_${n}|>`),
    ...sequence(199_999, ['<|endoftext|>']),
    ...sequence(200_018, [
      '<|endofprompt|>',
      '<|assistant|>',
      '<|end|>',
      '<|user|>',
      '<|system|>',
      '<|tag|>',
      '<|tool|>',
    ]),
  },
  keys: {
    pre: 'gpt-4o',
    add_bos_token: false,
    bos_token_id: 199_999,
    eos_token_id: 199_999,
    unknown_token_id: 199_999,
  },
}

export const granite: Tokenizer = {
  kind: 'gpt2',
  size: 49_159,
  special: {
    ...sequence(0, ['<|end_of_text|>', '<fim_prefix>', '<fim_middle>', '<fim_suffix>', '<fim_pad>', '<filename>']),
    ...sequence(49_152, [
      '<|start_of_role|>',
      '<|end_of_role|>',
      '<|tool_call|>',
      '<|start_of_cite|>',
      '<|end_of_cite|>',
    ]),
    ...sequence(49_157, ['<|start_of_plugin|>', '<|end_of_plugin|>']),
  },
  keys: {
    pre: 'refact',
    add_bos_token: false,
    bos_token_id: 0,
    eos_token_id: 0,
    padding_token_id: 0,
    unknown_token_id: 0,
  },
}

const bertMarks = sequence(100, ['[UNK]', '[CLS]', '[SEP]', '[MASK]'])

export const wordPiece: Tokenizer = {
  kind: 'bert',
  size: 30_522,
  special: { 0: '[PAD]', ...bertMarks },
  keys: {
    cls_token_id: 101,
    mask_token_id: 103,
    padding_token_id: 0,
    pre: 'default',
    // The spelling of GGUF.
    seperator_token_id: 102,
    token_type_count: 2,
    unknown_token_id: 100,
  },
}

export const xlmRoberta: Tokenizer = {
  kind: 't5',
  size: 250_002,
  special: { ...sequence(0, ['<s>', '<pad>', '</s>', '<unk>']), 250_001: '<mask>' },
  keys: {
    add_space_prefix: true,
    bos_token_id: 0,
    cls_token_id: 0,
    eos_token_id: 2,
    mask_token_id: 250_001,
    padding_token_id: 1,
    pre: 'default',
    remove_extra_whitespaces: true,
    seperator_token_id: 2,
    token_type_count: 1,
    unknown_token_id: 3,
  },
}
