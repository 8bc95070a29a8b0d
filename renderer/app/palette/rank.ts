/**
 * How well an entry of the palette fits what was typed, from 0 (not at all) to 1. Each word typed must
 * stand somewhere in the entry; the beginning counts more than the beginning of a word, and that more
 * than the middle.
 */
export function rank(typed: string, texts: readonly string[]): number {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return wanted.reduce((score, word) => Math.min(score, Math.max(0, ...texts.map((text) => fit(word, text)))), 1)
}

function fit(word: string, text: string): number {
  const at = text.toLowerCase().indexOf(word)
  if (at < 0) return 0
  // Of two that begin alike the shorter one is meant.
  const whole = word.length / text.length / 10
  if (at === 0) return 0.9 + whole
  return (/[\s:/._-]/.test(text[at - 1] ?? '') ? 0.6 : 0.3) + whole
}
