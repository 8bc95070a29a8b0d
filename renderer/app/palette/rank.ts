import { single } from 'fuzzysort'

export interface Findable {
  id: string
  /** What it is found by, its label first. */
  texts: readonly string[]
}

/** A match at the beginning of a text counts so much more, and one at the beginning of a word. */
const BEGINS_TEXT = 0.3
const BEGINS_WORD = 0.15
/** A match in another text than the label counts so much of one in the label. */
const BESIDE = 0.6
/** More words of what was typed are not looked for. */
const MOST_WORDS = 12
/** What was chosen last counts so much more, and less what was chosen before it. */
const RECENT = 0.1

/**
 * The entries that fit what was typed, best first, at most `most`. Every word typed must be found in the
 * entry: in one piece, or as beginnings of words in their order (`qc7` in `qwen2.5-coder:7b`). Of those
 * that fit alike, what was chosen of late comes first. fuzzysort gives up after 200 steps back,
 * so that no text takes long.
 */
export function ranked<Entry extends Findable>(
  entries: readonly Entry[],
  typed: string,
  recent: readonly string[],
  most: number,
): Entry[] {
  const words = [...new Set(typed.split(/\s+/).filter(Boolean))].slice(0, MOST_WORDS)
  const scored = entries.flatMap((entry) => {
    const score = words.reduce(
      (least, word) => (least === 0 ? 0 : Math.min(least, bestOf(word, entry.texts))),
      Infinity,
    )
    if (score === 0) return []
    const at = recent.indexOf(entry.id)
    return [{ entry, score: score + (at < 0 ? 0 : RECENT * (1 - at / recent.length)) }]
  })
  scored.sort((a, b) => b.score - a.score)
  return scored.slice(0, most).map(({ entry }) => entry)
}

/** 0 where none of the texts has the word. */
function bestOf(word: string, texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text, at) => scoreIn(word, text) * (at === 0 ? 1 : BESIDE)))
}

function scoreIn(word: string, text: string): number {
  return matchScore(word, text) || matchScore(word, withNumbersApart(text))
}

function matchScore(word: string, text: string): number {
  const match = single(word, text)
  if (!match) return 0
  const { score, indexes } = match
  const [first = 0] = indexes
  const pieces = indexes.filter((at, n) => n === 0 || at !== (indexes[n - 1] ?? 0) + 1)
  // Letters scattered over a text are no match.
  if (pieces.length > 1 && !pieces.every((at) => isWordStart(text, at))) return 0
  return score + (first === 0 ? BEGINS_TEXT : isWordStart(text, first) ? BEGINS_WORD : 0)
}

/** After a sign, at a capital after a small letter, at any Chinese character. */
function isWordStart(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' '
  const here = text[at] ?? ''
  if (!/[\p{L}\p{N}]/u.test(before) || /\p{Script=Han}/u.test(here)) return true
  return /\p{Lu}/u.test(here) && !/\p{Lu}/u.test(before)
}

/** `llama 3.2` for `llama3.2`: a number after a letter is no word of its own to fuzzysort, so that `ll3` would not find it. */
function withNumbersApart(text: string): string {
  return text.replace(/(\p{L})(?=\d)/gu, '$1 ')
}
