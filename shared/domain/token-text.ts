import type { Vocabulary } from '../contract/library.ts'

/** How a vocabulary writes its tokens: `tokenizer.ggml.model` of GGUF. */
export type TokenizerKind = Vocabulary['kind']

export function tokenizerKind(model: unknown): TokenizerKind {
  return model === 'gpt2' || model === 'llama' || model === 'bert' || model === 't5' || model === 'rwkv'
    ? model
    : 'other'
}

/** A piece of a token for display: readable text, white space made visible, or bytes that are not UTF-8. */
export interface TokenPiece {
  kind: 'text' | 'blank' | 'byte'
  text: string
}

/**
 * Byte-level vocabularies (`gpt2`) write each byte as a character: printable ones unchanged, the others from U+0100
 * on, so that a space is `Ġ` and a line feed `Ċ`.
 */
export const byteCharacters: string[] = []
const bytes = new Map<string, number>()
for (let byte = 0, next = 0x100; byte < 256; byte++) {
  const isPrintable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad)
  const character = String.fromCharCode(isPrintable ? byte : next++)
  byteCharacters.push(character)
  bytes.set(character, byte)
}

/** Marks the start of a word in SentencePiece vocabularies. */
const WORD_START = '▁'

/** Token types as GGUF numbers them; other types are shown unchanged. */
const NORMAL = 1
const BYTE = 6

/**
 * A token of the vocabulary, in pieces for display.
 *
 * @param type the GGUF token type, `null` if there is none
 */
export function tokenPieces(kind: TokenizerKind, text: string, type: number | null): TokenPiece[] {
  const byte = /^<0x([\dA-F]{2})>$/i.exec(text)?.[1]
  if (byte !== undefined && (type === BYTE || type === null)) return byteRun([parseInt(byte, 16)])
  if (type !== null && type !== NORMAL) return visiblePieces(text)
  if (kind === 'gpt2') {
    const run = Array.from(text, (character) => bytes.get(character))
    if (run.every((byte) => byte !== undefined)) return byteRun(run)
    return visiblePieces(text)
  }
  return visiblePieces(kind === 'llama' || kind === 't5' || kind === 'bert' ? text.replaceAll(WORD_START, ' ') : text)
}

/** A search text as the vocabulary writes it, so that spaces and non-ASCII characters are found. */
export function toVocabularyText(kind: TokenizerKind, query: string): string {
  if (kind === 'gpt2')
    return utf8(query)
      .map((byte) => byteCharacters[byte] ?? '')
      .join('')
  return kind === 'llama' || kind === 't5' || kind === 'bert' ? query.replaceAll(' ', WORD_START) : query
}

const names: Readonly<Record<string, string>> = { ' ': '·', '\n': '⏎', '\t': '⇥', '\r': '␍', '\u3000': '□' }

function visiblePieces(text: string): TokenPiece[] {
  const pieces: TokenPiece[] = []
  for (const [part] of text.matchAll(/[ \n\t\r\u3000]+|[^ \n\t\r\u3000]+/g)) {
    const isBlank = names[part[0] ?? ''] !== undefined
    pieces.push(
      isBlank ? { kind: 'blank', text: Array.from(part, (one) => names[one]).join('') } : { kind: 'text', text: part },
    )
  }
  return pieces
}

/** Bytes as text if they are UTF-8, else in hexadecimal. */
function byteRun(run: readonly number[]): TokenPiece[] {
  const pieces: TokenPiece[] = []
  const push = (piece: TokenPiece) => {
    const last = pieces.at(-1)
    if (last?.kind === piece.kind) last.text += piece.text
    else pieces.push({ ...piece })
  }
  for (let at = 0; at < run.length;) {
    const [point, length] = decodeAt(run, at)
    if (point === null) push({ kind: 'byte', text: `⟨${(run[at] ?? 0).toString(16).toUpperCase().padStart(2, '0')}⟩` })
    else for (const piece of visiblePieces(String.fromCodePoint(point))) push(piece)
    at += length
  }
  return pieces
}

/** The character that starts at `at` and its length in bytes; `null` and 1 if none does. */
function decodeAt(run: readonly number[], at: number): [point: number | null, length: number] {
  const first = run[at] ?? 0
  if (first < 0x80) return first < 0x20 && ![0x09, 0x0a, 0x0d].includes(first) ? [null, 1] : [first, 1]
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
  const rest = run.slice(at + 1, at + length)
  if (first < 0xc2 || first > 0xf4 || rest.length < length - 1 || rest.some((byte) => byte >> 6 !== 2)) return [null, 1]
  const point = rest.reduce((sum, byte) => (sum << 6) | (byte & 0x3f), first & (0xff >> (length + 1)))
  const isShortest = point >= ([0, 0, 0x80, 0x800, 0x10000][length] ?? 0)
  return isShortest && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff) ? [point, length] : [null, 1]
}

function utf8(text: string): number[] {
  return Array.from(text).flatMap((character) => {
    const point = character.codePointAt(0) ?? 0
    if (point < 0x80) return [point]
    if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 0x3f)]
    const tail = [0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)]
    if (point < 0x10000) return [0xe0 | (point >> 12), ...tail]
    return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f), ...tail]
  })
}
