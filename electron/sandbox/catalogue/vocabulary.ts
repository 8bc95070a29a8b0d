import { byteCharacters } from '#shared/domain/token-text.ts'
import type { Tokenizer } from './tokenizers.ts'
import { words } from './words.ts'

/** The arrays of a tokenizer, index = token id. */
export interface Vocabulary {
  tokens: string[]
  token_type: number[]
  scores: number[]
  merges: string[]
}

/** Token types of GGUF. */
const NORMAL = 1
const UNKNOWN = 2
const CONTROL = 3
const USER_DEFINED = 4
const UNUSED = 5
const BYTE = 6

type Draft = Pick<Tokenizer, 'size' | 'special'>

function specialType(text: string): number {
  if (/^(<unk>|\[UNK\])$/.test(text)) return UNKNOWN
  if (/^(\[PAD\d+\]|<unused\d+>|<SPECIAL_\d+>)$/.test(text)) return UNUSED
  return /^<\/?(think|tool_call|tool_response)>$/.test(text) ? USER_DEFINED : CONTROL
}

/** Puts special tokens at their ids and fills the other ids from `fill`. */
function layOut({ size, special }: Draft, fill: Iterator<[string, number]>): Pick<Vocabulary, 'tokens' | 'token_type'> {
  const tokens: string[] = Array.from({ length: size })
  const token_type: number[] = Array.from({ length: size })
  for (let id = 0; id < size; id++) {
    const mark = special[id]
    const [text, type] = mark === undefined ? (fill.next().value as [string, number]) : [mark, specialType(mark)]
    tokens[id] = text
    token_type[id] = type
  }
  return { tokens, token_type }
}

/** Every new prefix of every word, so that each is an earlier one plus a character. */
function* beginnings(seed: number, spell: (word: string) => string): Generator<string> {
  const known = new Set<string>()
  for (const word of words(seed)) {
    const spelled = spell(word)
    // All prefixes of a known text are known, so the search begins at the end.
    let end = spelled.length
    while (end > 1 && !known.has(spelled.slice(0, end))) end--
    for (end++; end <= spelled.length; end++) {
      const text = spelled.slice(0, end)
      known.add(text)
      yield text
    }
  }
}

/** Byte-level pairs: 256 bytes, then merges in order, each making one token; a space is `Ġ`. */
function pairs(tokenizer: Draft): Vocabulary {
  const merges: string[] = []
  const spell = (word: string) => {
    let spelled = word.length % 2 === 0 ? (byteCharacters[32] ?? '') : ''
    for (const byte of Buffer.from(word)) spelled += byteCharacters[byte] ?? ''
    return spelled
  }
  function* fill(): Generator<[string, number]> {
    for (const character of byteCharacters) yield [character, NORMAL]
    for (const text of beginnings(tokenizer.size, spell)) {
      merges.push(`${text.slice(0, -1)} ${text.slice(-1)}`)
      yield [text, NORMAL]
    }
  }
  const laid = layOut(tokenizer, fill())
  return { ...laid, merges, scores: laid.tokens.map(() => 0) }
}

/** A word after a space. */
function spaced(word: string): string {
  return `▁${word}`
}

/** SentencePiece: byte tokens, then pieces with falling scores; a space is `▁`. */
function pieces(tokenizer: Draft): Vocabulary {
  function* fill(): Generator<[string, number]> {
    for (let byte = 0; byte < 256; byte++) yield [`<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`, BYTE]
    for (const text of beginnings(tokenizer.size, spaced)) yield [text, NORMAL]
  }
  const laid = layOut(tokenizer, fill())
  let rank = 0
  return { ...laid, merges: [], scores: laid.token_type.map((type) => (type === NORMAL ? -rank++ : 0)) }
}

/** WordPiece: unused rows, then characters, words with `▁` and endings without; the score is the id. */
function wordPieces(tokenizer: Draft): Vocabulary {
  const known = new Set<string>()
  function* fill(): Generator<[string, number]> {
    for (let i = 0; i < 994; i++) yield [`[unused${i}]`, NORMAL]
    for (let code = 33; code < 127; code++) {
      const text = `▁${String.fromCharCode(code)}`
      if (text !== text.toLowerCase()) continue
      known.add(text)
      yield [text, NORMAL]
    }
    for (const word of words(tokenizer.size)) {
      const text = known.size % 4 === 3 ? word.toLowerCase() : `▁${word.toLowerCase()}`
      if (known.has(text)) continue
      known.add(text)
      yield [text, NORMAL]
    }
  }
  const laid = layOut(tokenizer, fill())
  return { ...laid, merges: [], scores: laid.tokens.map((_, id) => id) }
}

/** Unigrams: pieces with the logarithm of how often they occur; a space is `▁`. */
function unigrams(tokenizer: Draft): Vocabulary {
  function* fill(): Generator<[string, number]> {
    for (const text of beginnings(tokenizer.size, spaced)) yield [text, NORMAL]
  }
  const laid = layOut(tokenizer, fill())
  const score = (id: number) => Math.fround(-Math.log(id + 10) - 2)
  return { ...laid, merges: [], scores: laid.token_type.map((type, id) => (type === NORMAL ? score(id) : 0)) }
}

export const vocabularies = { gpt2: pairs, llama: pieces, bert: wordPieces, t5: unigrams }
