import { hash, random } from './catalogue/words.ts'

/*
 * Vectors that stand in for a model's: each word and each run of three characters has a direction of
 * its own, drawn from its hash, and a text points where its words do together. Texts that share
 * words or stems come out near each other; meaning it has none.
 */

const WORD = 1
const TRIGRAM = 0.35
/** All texts of one model lean this far the same way, as those of real models do. */
const LEANING = 1.2

const pieces = /\p{L}+|\p{N}+|[^\s\p{L}\p{N}]/gu

/** Tokens of a text: its words, long ones in pieces of eight characters, and its signs. */
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
    // Long words say more than short ones.
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

/** The vector at length 1; one of zeros stays so. */
export function normalize(vector: Float32Array): Float32Array {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0))
  return norm === 0 ? vector : vector.map((value) => value / norm)
}
