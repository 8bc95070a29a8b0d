import { hash, random } from './catalogue/words.ts'
import { stem, topics, topicsOf, type Topic } from './topics.ts'

/*
 * Simulated embeddings: each word stem, each trigram of letters (for Chinese and Japanese each pair of characters) and
 * each topic of a small lexicon has a direction derived from its hash, and the vector of a text is their sum. Texts
 * that share stems or topics are similar; meaning is not considered.
 */

const WORD = 1
const TRIGRAM = 0.35
const CHARACTER = 0.3
const PAIR = 0.6
/** Length of a direction shared by all texts of a model, as real models have, and of the topics, beside the words. */
const LEANING = 0.6
const TOPIC = 1
/** The part of a topic's direction, squared, that lies in a plane in which the topics form a circle. */
const IN_PLANE = 0.35

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
  let squares = 0
  for (const token of tokens)
    for (const [feature, weight] of featuresOf(token.toLowerCase())) {
      add(vector, `${model}\n${feature}`, weight)
      squares += weight * weight
    }
  const length = Math.max(1, Math.sqrt(squares))
  add(vector, `${model}\n`, LEANING * length)
  for (const [topic, share] of topicsOf(tokens)) addTopic(vector, model, topic, TOPIC * length * Math.sqrt(share))
  return normalize(vector)
}

function* featuresOf(word: string): Generator<[feature: string, weight: number]> {
  if (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(word)) {
    const characters = Array.from(word)
    for (const [at, character] of characters.entries()) {
      yield [character, CHARACTER]
      if (at > 0) yield [`${characters[at - 1]}${character}`, PAIR]
    }
    return
  }
  // Long words carry more information than short ones.
  const weight = Math.log2(1 + word.length) / 2
  yield [stem(word), WORD * weight]
  const padded = `^${word}$`
  for (let at = 0; at + 3 <= padded.length; at++) yield [padded.slice(at, at + 3), TRIGRAM * weight]
}

function addTopic(vector: Float32Array, model: string, topic: Topic, weight: number): void {
  const angle = (2 * Math.PI * topics.indexOf(topic)) / topics.length
  const inPlane = weight * Math.sqrt(IN_PLANE)
  add(vector, `${model}\nx`, inPlane * Math.cos(angle))
  add(vector, `${model}\ny`, inPlane * Math.sin(angle))
  add(vector, `${model}\ntopic ${topic}`, weight * Math.sqrt(1 - IN_PLANE))
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
