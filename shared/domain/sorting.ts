/**
 * A sort key for natural order: digits as numbers (`qwen3:8b` before `qwen3:32b`), letter case ignored, a colon before
 * all other characters, so that the tags of a model precede longer names (`qwen3:8b` before `qwen3-coder:30b`).
 */
export function naturalKey(text: string): string {
  return text.toLowerCase().replace(/:|\d+/g, (part) => {
    if (part === ':') return '\0'
    const digits = part.startsWith('0') ? part.replace(/^0+(?=.)/, '') : part
    // The longer number is the larger one; the leading zero keeps digits sorted among other characters.
    return `0${String.fromCharCode(digits.length)}${digits}`
  })
}

/** Natural order by `naturalKey`; equal keys are ordered by the texts themselves. Zero only for equal texts. */
export function naturalCompare(a: string, b: string): number {
  return compareText(naturalKey(a), naturalKey(b)) || compareText(a, b)
}

/** The items in natural order of their texts. Each key is computed once, which matters with thousands of items. */
export function naturallySorted<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, key: naturalKey(textOf(item)) }))
    .sort((a, b) => compareText(a.key, b.key) || compareText(textOf(a.item), textOf(b.item)))
    .map(({ item }) => item)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Suffixes of quantization names, in order of size at equal bits. */
const tails = ['XXS', 'XS', 'S', 'NL', 'M', 'L', 'XL', '1']

/**
 * `details.quantization_level` as a number to sort by: the bits of a weight plus less than one for the suffix, so that
 * `Q4_0` < `Q4_K_S` < `Q4_K_M` < `Q5_0`; `null` if unreadable.
 */
export function quantizationBits(text: string): number | null {
  const match = /^[A-Z]+(\d{1,2})(?:_|$)/.exec(text.trim().toUpperCase())
  if (!match) return null
  const tail = text.trim().toUpperCase().split('_').at(-1) ?? ''
  return Number(match[1]) + (tails.indexOf(tail) + 1) / 10
}
