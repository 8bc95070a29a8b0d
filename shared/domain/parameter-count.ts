import { formatLargeCount, isChinese } from './format.ts'
import { quantizationBits } from './sorting.ts'

const units = ['', 'K', 'M', 'B', 'T']

const pattern = /^(?:(\d+)x)?(\d+(?:\.\d+)?) ?([KMBT]?)$/i

/** `details.parameter_size` as a number: `32.8B`, `137M`, experts multiplied (`8x7B`); `null` if unreadable. */
export function parameterCount(text: string): number | null {
  const match = pattern.exec(text.trim())
  if (!match) return null
  const [, experts = '1', figure, unit = ''] = match
  return Math.round(Number(experts) * Number(figure) * 1000 ** units.indexOf(unit.toUpperCase()))
}

/**
 * A parameter count as Corral writes it, in three digits: `566.70M` is `567M`, `30532.1M` is `30.5B`, and `305 亿` in
 * Chinese. What the server writes shorter or in another way stays as it is.
 */
export function parameterText(text: string, locale = 'en'): string {
  const [whole = '', experts, digits = '', letter = ''] = pattern.exec(text.trim()) ?? []
  if (whole === '') return text
  if (experts === undefined && isChinese(locale)) return formatLargeCount(parameterCount(text) ?? 0, locale)
  let figure = Number(digits)
  let unit = units.indexOf(letter.toUpperCase())
  if (experts !== undefined || (Number.isInteger(figure) && figure < 1000 && !digits.includes('.')))
    return whole.replace(' ', '').replace(/[a-z]$/, (letter) => letter.toUpperCase())
  for (; figure >= 999.5 && unit < units.length - 1; unit++) figure /= 1000
  return `${figure.toFixed(figure < 99.95 ? 1 : 0)}${units[unit]}`
}

/** What is known of a model's parameters, from the list, `show` or `ps`. */
export interface Counted {
  /** Bytes; `null` if not known. */
  size: number | null
  details: { format: string; parameterSize: string; quantization: string }
}

/**
 * The number of weights that the file has room for, if the count is less than two thirds of it. Such a count is of
 * words in which several weights are packed, as in quantized safetensors files. `null` if it may be right.
 */
export function unpackedCount({ size, details }: Counted): number | null {
  const [count, bits] = [parameterCount(details.parameterSize), quantizationBits(details.quantization)]
  if (size === null || !count || !bits || details.format === '' || details.format === 'gguf') return null
  const room = (size * 8) / Math.floor(bits)
  return room > 1.5 * count ? room : null
}

/** The parameters of a model wherever they are shown; `8.7B+` for a packed count, see `unpackedCount`. */
export function parametersOf(model: Counted, locale?: string): string {
  const text = parameterText(model.details.parameterSize, locale)
  return unpackedCount(model) === null ? text : `${text}+`
}
