/** What stands beside the label counts so much of what the label counts. */
const BESIDE = 0.6

/**
 * How well an entry of the palette fits what was typed, from 0 (not at all) to 1. Each word typed must
 * be found somewhere in the entry, best in its first text, the label; the beginning counts more than the
 * beginning of a word, and that more than the middle. What stands nowhere in one piece may still be made
 * of beginnings of words.
 */
export function rank(typed: string, texts: readonly string[]): number {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const best = (word: string) => Math.max(0, ...texts.map((text, at) => fit(word, text) * (at === 0 ? 1 : BESIDE)))
  return wanted.reduce((score, word) => Math.min(score, best(word)), 1)
}

function fit(word: string, text: string): number {
  const at = text.toLowerCase().indexOf(word)
  if (at < 0) return 0.25 / (pieces(word, text) + 1)
  // Of two that begin alike the shorter one is meant.
  const whole = word.length / text.length / 10
  if (at === 0) return 0.9 + whole
  return (isStart(text, at) ? 0.6 : 0.3) + whole
}

/** Whether a word begins there: after a sign, at a capital, where figures begin or end, at any Chinese character. */
function isStart(text: string, at: number): boolean {
  const before = text[at - 1] ?? ' '
  const here = text[at] ?? ''
  if (/[\s:/._()-]/.test(before) || /\p{Script=Han}/u.test(here)) return true
  if (/\d/.test(before) !== /\d/.test(here)) return true
  return /\p{Lu}/u.test(here) && /\p{Ll}/u.test(before)
}

/**
 * The fewest beginnings of words that a word can be put together from, in their order: `qc7` has three in
 * `qwen2.5-coder:7b`. Infinite where it cannot.
 */
function pieces(word: string, text: string): number {
  const lower = text.toLowerCase()
  /** Fewest pieces for `word` from letter `w` on, in `text` from `from` on. */
  const fewest = (w: number, from: number): number => {
    if (w === word.length) return 0
    let best = Infinity
    for (let at = from; at < text.length; at++) {
      if (lower[at] !== word[w] || !isStart(text, at)) continue
      let length = 1
      while (w + length < word.length && word[w + length] === lower[at + length]) length++
      // A shorter piece may leave letters that a later word begins with.
      for (; length > 0; length--) best = Math.min(best, 1 + fewest(w + length, at + length))
    }
    return best
  }
  // Longer than any name's initials; trying all ways to cut it would take long.
  return word.length > 12 ? Infinity : fewest(0, 0)
}

/** So much more an entry counts that was chosen last, and less for each chosen after it. */
const RECENT = 0.12

export interface Findable {
  id: string
  /** What it is found by, its label first. */
  texts: readonly string[]
}

/** The entries that fit what was typed, best first; of those that fit alike, what was chosen of late. At most `most`. */
export function ranked<Entry extends Findable>(
  entries: readonly Entry[],
  typed: string,
  recent: readonly string[],
  most: number,
): Entry[] {
  const scored = entries.flatMap((entry) => {
    const score = rank(typed, entry.texts)
    if (score === 0) return []
    const at = recent.indexOf(entry.id)
    return [{ entry, score: score + (at < 0 ? 0 : RECENT * (1 - at / recent.length)) }]
  })
  scored.sort((a, b) => b.score - a.score)
  return scored.slice(0, most).map(({ entry }) => entry)
}
