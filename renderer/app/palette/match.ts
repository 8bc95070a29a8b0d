/** A text prepared for the search. */
export interface Prepared {
  text: string
  lower: string
  /** Where its words start; computed when first needed. */
  starts: readonly number[] | null
}

/** Longest word that is looked for as starts of words, in characters. */
const LONGEST_PIECED = 16

export function prepare(text: string): Prepared {
  return { text, lower: text.toLowerCase(), starts: null }
}

/**
 * How well a word of the query matches a text, from 0 (not at all) to 1 (it is the text): best at the start of the
 * text, then at the start of a word, then as starts of words in their order (`qc7` in `qwen2.5-coder:7b`), then
 * anywhere. Of equal matches the one that covers more of the text is better. Scores up to `above` are not worked
 * out, and returned as 0.
 */
export function matchScore(word: Prepared, text: Prepared, above: number): number {
  const share = word.lower.length / text.lower.length
  if (share > 1 || 0.8 + 0.2 * share <= above) return 0
  let at = text.lower.indexOf(word.lower)
  if (at === 0) return 0.8 + 0.2 * share
  if (0.6 + 0.2 * share <= above) return 0
  const isInside = at > 0
  for (; at > 0; at = text.lower.indexOf(word.lower, at + 1)) if (isWordStart(text.text, at)) return 0.6 + 0.2 * share
  if (0.4 + 0.1 * share <= above) return 0
  if (isMadeOfStarts(word.lower, text)) return 0.4 + 0.1 * share
  return isInside && 0.2 + 0.1 * share > above ? 0.2 + 0.1 * share : 0
}

/** Whether the word is a row of pieces, each from the start of a word of the text, in their order. */
function isMadeOfStarts(word: string, text: Prepared): boolean {
  if (word.length < 2 || word.length > LONGEST_PIECED || !hasInOrder(word, text.lower)) return false
  // Most texts are decided by the longest pieces that can be taken one after another.
  let end = 0
  for (let at = 0; at < word.length; at++) {
    const isNext = at > 0 && word.charCodeAt(at) === text.lower.charCodeAt(end)
    const found = isNext ? end : nextStart(word.charAt(at), text, end)
    if (found < 0) return at > 0 && canBeComposed(word, text)
    end = found + 1
  }
  return true
}

/** Whether the characters of the word come in this order; refuses most texts by native searches alone. */
function hasInOrder(word: string, lower: string): boolean {
  let at = -1
  for (let n = 0; n < word.length; n++) {
    at = lower.indexOf(word.charAt(n), at + 1)
    if (at < 0) return false
  }
  return true
}

function nextStart(character: string, { text, lower }: Prepared, from: number): number {
  for (let at = lower.indexOf(character, from); at >= 0; at = lower.indexOf(character, at + 1))
    if (isWordStart(text, at)) return at
  return -1
}

/**
 * Looks at every composition at once: `ends[n]` is the nearest position in the text by which the first n characters
 * are found, so that the work is bounded.
 */
function canBeComposed(word: string, text: Prepared): boolean {
  const starts = (text.starts ??= startsOf(text))
  const ends = Array.from({ length: word.length + 1 }, () => Infinity)
  ends[0] = 0
  let longest = 0
  for (const start of starts) {
    const first = text.lower.charCodeAt(start)
    for (let from = longest; from >= 0; from--) {
      if (word.charCodeAt(from) !== first || (ends[from] ?? 0) > start) continue
      for (let at = start, to = from; word.charCodeAt(to) === text.lower.charCodeAt(at);) {
        at += 1
        to += 1
        ends[to] = Math.min(ends[to] ?? 0, at)
        if (to === word.length) return true
        if (to > longest) longest = to
      }
    }
  }
  return false
}

function startsOf({ text, lower }: Prepared): number[] {
  const starts: number[] = []
  // A few letters have a lower case of another length.
  const source = text.length === lower.length ? text : lower
  for (let at = 0; at < source.length; at++) if (isWordStart(source, at)) starts.push(at)
  return starts
}

type CharacterClass = 'lower' | 'upper' | 'digit' | 'han' | 'other'

/** Names of models are ASCII, for which no regular expression is needed. */
function classOf(character: number, text: string, at: number): CharacterClass {
  if (character < 128) {
    if (character >= 97 && character <= 122) return 'lower'
    if (character >= 48 && character <= 57) return 'digit'
    return character >= 65 && character <= 90 ? 'upper' : 'other'
  }
  const here = text.charAt(at)
  if (/\p{Script=Han}/u.test(here)) return 'han'
  if (/\p{Lu}/u.test(here)) return 'upper'
  return /\p{N}/u.test(here) ? 'digit' : /\p{L}/u.test(here) ? 'lower' : 'other'
}

/** After punctuation, at a capital after a small letter, at a digit after a letter, at any Chinese character. */
function isWordStart(text: string, at: number): boolean {
  if (at === 0) return true
  const here = classOf(text.charCodeAt(at), text, at)
  const before = classOf(text.charCodeAt(at - 1), text, at - 1)
  if (here === 'han' || before === 'other') return true
  return (here === 'upper' && before !== 'upper') || (here === 'digit' && before !== 'digit')
}
