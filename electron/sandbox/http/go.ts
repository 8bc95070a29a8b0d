import { createHash } from 'node:crypto'

/** Values as Go writes them, as in Ollama's answers. */

/** `%q`. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** `%#v` of a value that came from JSON: strings quoted, large and small numbers with an exponent. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'number') return float(value)
  return String(value)
}

/** `%v` of a float64: an exponent of at least two digits from 1e+06 and below 1e-04. */
export function float(value: number): string {
  const long = value.toExponential()
  const exponent = Number(long.slice(long.indexOf('e') + 1))
  return exponent >= -4 && exponent < 6 ? String(value) : long.replace(/e([+-])(\d)$/, 'e$10$2')
}

/** JSON as `encoding/json` writes it: `<`, `>` and `&` escaped. */
export function goJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/**
 * RFC 3339 with up to nine digits of a second. The digits below a millisecond are derived from the time, so that equal
 * times are written equally.
 */
export function goTime(ms: number): string {
  const whole = Math.floor(ms)
  const below = createHash('md5').update(String(whole)).digest().readUInt32LE(0) % 1_000_000
  const [head, millis] = new Date(whole).toISOString().slice(0, -1).split('.')
  const digits = `${millis}${String(below).padStart(6, '0')}`.replace(/0+$/, '')
  return digits === '' ? `${head}Z` : `${head}.${digits}Z`
}

/** `format.HumanNumber`: 8030261312 -> 8.0B, 136727040 -> 136.73M. */
export function humanNumber(count: number): string {
  if (count >= 1e9) return `${Number.isInteger(count / 1e9) ? count / 1e9 : (count / 1e9).toFixed(1)}B`
  if (count >= 1e6) return `${Number.isInteger(count / 1e6) ? count / 1e6 : (count / 1e6).toFixed(2)}M`
  return count >= 1e3 ? `${(count / 1e3).toFixed(0)}K` : String(count)
}

/** The shortest decimal that reads back as the same float32. */
export function float32(value: number): number {
  const single = Math.fround(value)
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(single.toPrecision(digits))
    if (Math.fround(short) === single) return short
  }
  return Number(single.toPrecision(9))
}

/** Go's longest duration in milliseconds, about 292 years: used for "forever". */
export const FOREVER = 9_223_372_036_854.775

const units: Record<string, number> = { ns: 1e-6, us: 1e-3, µs: 1e-3, μs: 1e-3, ms: 1, s: 1e3, m: 6e4, h: 36e5 }

/** `time.ParseDuration` in milliseconds; throws its error texts. */
export function parseDuration(text: string): number {
  const [, sign, rest = ''] = /^([+-]?)(.*)$/s.exec(text) ?? []
  if (rest === '0') return 0
  if (rest === '') throw new Error(`time: invalid duration ${quoted(text)}`)
  let sum = 0
  for (let at = 0; at < rest.length;) {
    const number = /^(\d+\.?\d*|\.\d+)/.exec(rest.slice(at))?.[0]
    if (number === undefined) throw new Error(`time: invalid duration ${quoted(text)}`)
    at += number.length
    const unit = /^[^.\d]*/.exec(rest.slice(at))?.[0] ?? ''
    if (unit === '') throw new Error(`time: missing unit in duration ${quoted(text)}`)
    const scale = units[unit]
    if (scale === undefined) throw new Error(`time: unknown unit ${quoted(unit)} in duration ${quoted(text)}`)
    at += unit.length
    sum += Number(number) * scale
  }
  if (sum > FOREVER) throw new Error(`time: invalid duration ${quoted(text)}`)
  return sign === '-' ? -sum : sum
}
