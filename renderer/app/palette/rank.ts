import { single } from 'fuzzysort'

export interface Findable {
  id: string
  /** Texts that the search looks at, the label first. */
  texts: readonly string[]
}

/** Added to the score of a match at the start of a text, and of one at the start of a word. */
const BEGINS_TEXT = 0.3
const BEGINS_WORD = 0.15
/** Factor for a match in another text than the label. */
const BESIDE = 0.6
/** Most words of the query that are searched for. */
const MOST_WORDS = 12
/** Added to the score of the entry chosen last; earlier ones get less. */
const RECENT = 0.1

/**
 * The entries that match the query, best first, at most `most`. Every word of the query must be found in the
 * entry: as it is, or as starts of words in their order (`qc7` in `qwen2.5-coder:7b`). Of equal matches,
 * recently chosen ones come first. fuzzysort bounds its backtracking to 200 steps, so that no text takes long.
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

/** The best score of a word; 0 if none of the texts has it. */
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
  // Letters that are scattered over a text are no match.
  if (pieces.length > 1 && !pieces.every((at) => isWordStart(text, at))) return 0
  return score + (first === 0 ? BEGINS_TEXT : isWordStart(text, first) ? BEGINS_WORD : 0)
}

/** After punctuation, at a capital after a lowercase letter, at any Chinese character. */
function isWordStart(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' '
  const here = text[at] ?? ''
  if (!/[\p{L}\p{N}]/u.test(before) || /\p{Script=Han}/u.test(here)) return true
  return /\p{Lu}/u.test(here) && !/\p{Lu}/u.test(before)
}

/** `llama 3.2` for `llama3.2`: fuzzysort sees no word start at a digit after a letter, so that `ll3` would not match. */
function withNumbersApart(text: string): string {
  return text.replace(/(\p{L})(?=\d)/gu, '$1 ')
}
