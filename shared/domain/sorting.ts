const digits = /\d+/y

/**
 * Orders model names as people read them: digits as numbers (`qwen3:8b` before `qwen3:32b`), letter
 * case only where nothing else differs, and a colon before all else, so that the tags of a model stand
 * together before longer names (`qwen3:8b` before `qwen3-coder:30b`). Zero only for equal texts.
 */
export function naturalCompare(a: string, b: string): number {
  const left = a.toLowerCase()
  const right = b.toLowerCase()
  let i = 0
  let j = 0
  while (i < left.length && j < right.length) {
    const one = numberAt(left, i)
    const other = numberAt(right, j)
    const order = one && other ? compareDigits(one, other) : rank(left, i) - rank(right, j)
    if (order !== 0) return order
    i += one?.length ?? 1
    j += other?.length ?? 1
  }
  return left.length - i - (right.length - j) || (a < b ? -1 : a > b ? 1 : 0)
}

function numberAt(text: string, at: number): string | undefined {
  digits.lastIndex = at
  return digits.exec(text)?.[0]
}

/** Compares as text, so that no number is too long. */
function compareDigits(a: string, b: string): number {
  const one = a.replace(/^0+/, '')
  const other = b.replace(/^0+/, '')
  return one.length - other.length || (one < other ? -1 : one > other ? 1 : 0)
}

function rank(text: string, at: number): number {
  return text[at] === ':' ? -1 : text.charCodeAt(at)
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
