import { hash, random } from './catalogue/words.ts'

/*
 * Simulated embeddings: each word and each trigram of characters has a direction derived from its hash, and the vector
 * of a text is their sum. Texts that share words or stems are similar; meaning is not considered.
 */

const WORD = 1
const TRIGRAM = 0.35
/** Weight of a direction shared by all texts of a model, as real models have. */
const LEANING = 1.2

const pieces = /\p{L}+|\p{N}+|[^\s\p{L}\p{N}]/gu

/** Tokens of a text: words, long ones in pieces of eight characters, and punctuation. */
export function tokenize(text: string): string[] {
  return (text.match(pieces) ?? []).flatMap((word) =>
    word.length <= 10
      ? [word]
      : Array.from({ length: Math.ceil(word.length / 8) }, (_, i) => word.slice(i * 8, i * 8 + 8)),
  )
}

/** The vector of some tokens, of length 1, in float32. */
export function embed(tokens: string[], dimensions: number, model: string): Float32Array {
  const vector = new Float32Array(dimensions)
  add(vector, `${model}\n`, LEANING)
  for (const token of tokens) {
    const word = token.toLowerCase()
    // Long words carry more information than short ones.
    const weight = Math.log2(1 + word.length) / 2
    add(vector, `${model}\n${word}`, WORD * weight)
    const padded = `^${word}$`
    for (let i = 0; i + 3 <= padded.length; i++) add(vector, `${model}\n${padded.slice(i, i + 3)}`, TRIGRAM * weight)
  }
  return normalize(vector)
}

function add(vector: Float32Array, feature: string, weight: number): void {
  const draw = random(hash(feature))
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) + weight * (draw() - 0.5)
}

/** The vector scaled to length 1; a zero vector is unchanged. */
export function normalize(vector: Float32Array): Float32Array {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return norm === 0 ? vector : vector.map((value) => value / norm)
}
