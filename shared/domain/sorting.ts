/**
 * A text that compares as plain text the way people read names: digits as numbers (`qwen3:8b` before
 * `qwen3:32b`), any letter case alike, and a colon before all else, so that the tags of a model stand
 * together before longer names (`qwen3:8b` before `qwen3-coder:30b`).
 */
export function naturalKey(text: string): string {
  return text.toLowerCase().replace(/:|\d+/g, (part) => {
    if (part === ':') return '\0'
    const digits = part.replace(/^0+(?=.)/, '')
    // The longer number is the larger one; the zero keeps its place among the other characters.
    return `0${String.fromCharCode(digits.length)}${digits}`
  })
}

/** Orders by `naturalKey`, and by the texts themselves where their keys are equal. Zero only for equal texts. */
export function naturalCompare(a: string, b: string): number {
  return compareText(naturalKey(a), naturalKey(b)) || compareText(a, b)
}

/** The items in natural order of their texts; each key is made once, which counts with thousands. */
export function naturallySorted<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, key: naturalKey(textOf(item)) }))
    .sort((a, b) => compareText(a.key, b.key) || compareText(textOf(a.item), textOf(b.item)))
    .map(({ item }) => item)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const scales: Record<string, number> = { '': 1, K: 1e3, M: 1e6, B: 1e9, T: 1e12 }

/** `details.parameter_size` as a number: `32.8B`, `137M`, experts multiplied (`8x7B`); `null` where it says none. */
export function parameterCount(text: string): number | null {
  const match = /^(?:(\d+)x)?(\d+(?:\.\d+)?) ?([KMBT]?)$/i.exec(text.trim())
  if (!match) return null
  const [, experts = '1', figure, letter = ''] = match
  return Math.round(Number(experts) * Number(figure) * (scales[letter.toUpperCase()] ?? 1))
}

/** Tails of quantization names in order of what they weigh at equal bits. */
const tails = ['XXS', 'XS', 'S', 'NL', 'M', 'L', 'XL', '1']

/**
 * `details.quantization_level` as a number to sort by: the bits of a weight, and less than one more for
 * the tail, so that `Q4_0` < `Q4_K_S` < `Q4_K_M` < `Q5_0`; `null` where it says none.
 */
export function quantizationBits(text: string): number | null {
  const match = /^[A-Z]+(\d{1,2})(?:_|$)/.exec(text.trim().toUpperCase())
  if (!match) return null
  const tail = text.trim().toUpperCase().split('_').at(-1) ?? ''
  return Number(match[1]) + (tails.indexOf(tail) + 1) / 10
}
