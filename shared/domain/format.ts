/**
 * Formats figures for a locale (BCP 47). Words come from `Intl`; only byte units are fixed, since Ollama writes
 * decimal KB, MB and GB in every language.
 */

/** `decimal`: powers of 1000, as Ollama counts. `binary`: powers of 1024, as memory sizes are given. */
export type ByteUnits = 'decimal' | 'binary'

const byteUnits: Record<ByteUnits, { step: number; names: readonly string[] }> = {
  decimal: { step: 1000, names: ['B', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'] },
  binary: { step: 1024, names: ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] },
}

/**
 * Bytes: `0 B`, `1.5 KB`, `20.2 GB`, `274 MB`, or `18.8 GiB`. Always one decimal below 100, so that a changing figure
 * keeps its width.
 */
export function formatBytes(bytes: number, locale: string, units: ByteUnits = 'decimal'): string {
  const { step, names } = byteUnits[units]
  let value = bytes
  let unit = 0
  // 999.5 KB would be written as 1,000 KB, which is wider than all other figures.
  while (Math.abs(value) >= 999.5 && unit < names.length - 1) {
    value /= step
    unit++
  }
  const decimals = unit > 0 && Math.abs(value) < 99.95 ? 1 : 0
  return `${numberFormat(locale, `decimals ${decimals}`).format(value)} ${names[unit]}`
}

/** `61.8 MB/s` */
export function formatRate(bytesPerSecond: number, locale: string, units: ByteUnits = 'decimal'): string {
  return `${formatBytes(bytesPerSecond, locale, units)}/s`
}

/** A whole number with the locale's groups: `131,072`. */
export function formatCount(n: number, locale: string): string {
  return numberFormat(locale, 'decimals 0').format(n)
}

/** In three digits with the locale's word for the power: `305 亿`, `8.19B`. */
export function formatLargeCount(n: number, locale: string): string {
  return spaced(numberFormat(locale, 'compact').format(n))
}

/** With one decimal: `4.8`. */
export function formatDecimal(n: number, locale: string): string {
  return numberFormat(locale, 'decimals 1').format(n)
}

/** A share from 0 to 1 in whole percent: `82%`, or `<1%` and `>99%`. Only exactly 0 and 1 become `0%` and `100%`. */
export function formatPercent(share: number, locale: string): string {
  return percentText(Math.round(share * 100), share, locale)
}

/**
 * Parts of a whole in percent that add up to 100, for parts that are shown together: rounded down, and those with the
 * largest remainders up. A part of the whole that rounds to nothing is `<1%`.
 */
export function formatShares(parts: readonly number[], locale: string): string[] {
  const sum = parts.reduce((sum, part) => sum + part, 0)
  const exact = parts.map((part) => (sum > 0 ? (part / sum) * 100 : 0))
  const whole = exact.map((percent) => Math.floor(percent + 1e-9))
  const missing = sum > 0 ? 100 - whole.reduce((sum, percent) => sum + percent, 0) : 0
  const remainder = (at: number) => (exact[at] ?? 0) - (whole[at] ?? 0)
  const order = [...parts.keys()].sort((a, b) => remainder(b) - remainder(a) || a - b)
  const raised = new Set(order.slice(0, missing))
  return exact.map((percent, at) => percentText((whole[at] ?? 0) + (raised.has(at) ? 1 : 0), percent / 100, locale))
}

function percentText(percent: number, share: number, locale: string): string {
  const text = (percent: number) => numberFormat(locale, 'percent').format(percent / 100)
  if (percent < 1 && share > 0) return `<${text(1)}`
  if (percent > 99 && share < 1) return `>${text(99)}`
  return text(percent)
}

/** A share from 0 to 1 in whole percent, rounded down: 82 until it reaches 0.83, and 100 only at 1. */
export function percentDone(share: number): number {
  // The product of an exact hundredth can be slightly less than a whole number.
  return Math.floor(share * 100 + 1e-12)
}

/** Progress by `percentDone`: `82%`. */
export function formatProgress(share: number, locale: string): string {
  return numberFormat(locale, 'percent').format(percentDone(share) / 100)
}

/** A duration in milliseconds in its two largest units: `340 ms`, `9 s`, `2 min 10 s`, `1 h 4 min`, `3 d`. */
export function formatDuration(ms: number, locale: string): string {
  if (ms < 999.5) return inUnit(Math.round(Math.max(0, ms)), 'millisecond', locale)
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return inTwoUnits(seconds, 'minute', 60, 'second', locale)
  const minutes = Math.round(ms / 60_000)
  if (minutes < 24 * 60) return inTwoUnits(minutes, 'hour', 60, 'minute', locale)
  return inTwoUnits(Math.round(ms / 3_600_000), 'day', 24, 'hour', locale)
}

/** A duration that is shown while it changes, in seconds and larger units: `1 s` at the least, so that it is never 0. */
export function formatSeconds(ms: number, locale: string): string {
  return formatDuration(Math.max(1000, ms), locale)
}

/** A countdown: `4:12`, `1:02:09`; seconds are rounded up, so `0:00` means that none is left. */
export function formatClock(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  const tail = `:${String(s).padStart(2, '0')}`
  return h > 0 ? `${h}:${String(m).padStart(2, '0')}${tail}` : `${m}${tail}`
}

/** The time of day, to the minute or the second: `2:32 PM`, `14:32:10`. */
export function formatTime(ms: number, to: 'minute' | 'second', locale: string): string {
  return timeFormat(locale, to).format(ms)
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Largest unit first, each with its length in milliseconds. */
const agoUnits = [
  ['year', 365.2425 * DAY],
  ['month', (365.2425 / 12) * DAY],
  ['week', 7 * DAY],
  ['day', DAY],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const

/** How long before `now` an instant was, in its largest whole unit: `2 weeks ago`; `now` if less than a minute. */
export function formatAgo(then: number, now: number, locale: string): string {
  const unit = agoUnits.find(([, length]) => Math.abs(then - now) >= length)
  // The word of `Intl`, 现在, reads as an order in a phrase such as 现在检查.
  if (!unit) return isChinese(locale) ? '刚刚' : relativeFormat(locale, 'auto').format(0, 'second')
  return spaced(relativeFormat(locale, 'always').format(Math.trunc((then - now) / unit[1]), unit[0]))
}

/** A date in the local time zone: `Nov 23, 2026`. */
export function formatDate(ms: number, locale: string): string {
  return dateFormat(locale, 'medium').format(ms)
}

/** Texts one after the other, as the language separates them: `a, b`, `a、b`. */
export function formatList(texts: readonly string[], locale: string): string {
  return listFormat(locale, 'conjunction').format(texts)
}

export const isChinese = (locale: string): boolean => /^zh\b/i.test(locale)

/** Whole sentences one after the other: Chinese has no space between them. */
export function joinSentences(texts: readonly string[], locale: string): string {
  return texts.join(isChinese(locale) ? '' : ' ')
}

/** With a space between a figure and a Chinese character, as all of the page has it; `Intl` has none. */
function spaced(text: string): string {
  return text.replace(/(?<=\d)(?=\p{Script=Han})|(?<=\p{Script=Han})(?=\d)/gu, ' ')
}

type TimeUnit = 'millisecond' | 'second' | 'minute' | 'hour' | 'day'

/** English `Intl` output has `sec`, `hr` and plurals where these symbols are shorter and as clear. */
const symbols: Record<TimeUnit, string> = { millisecond: 'ms', second: 's', minute: 'min', hour: 'h', day: 'd' }

function inUnit(n: number, unit: TimeUnit, locale: string): string {
  return /^en\b/i.test(locale)
    ? `${formatCount(n, locale)} ${symbols[unit]}`
    : spaced(numberFormat(locale, unit).format(n))
}

function inTwoUnits(n: number, large: TimeUnit, size: number, small: TimeUnit, locale: string): string {
  const parts: [number, TimeUnit][] = [
    [Math.floor(n / size), large],
    [n % size, small],
  ]
  return spaced(
    listFormat(locale, 'unit').format(parts.filter(([n]) => n > 0).map(([n, unit]) => inUnit(n, unit, locale))),
  )
}

type NumberStyle = 'decimals 0' | 'decimals 1' | 'percent' | 'compact' | TimeUnit

function numberOptions(style: NumberStyle): Intl.NumberFormatOptions {
  if (style === 'percent') return { style, maximumFractionDigits: 0 }
  if (style === 'compact') return { notation: 'compact', maximumSignificantDigits: 3 }
  if (style === 'decimals 0') return { maximumFractionDigits: 0 }
  if (style === 'decimals 1') return { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return { style: 'unit', unit: style, unitDisplay: 'short' }
}

// Creating an `Intl` formatter costs more than all its uses on a page, so each is cached by locale.
const numberFormat = kept((locale, style: NumberStyle) => new Intl.NumberFormat(locale, numberOptions(style)))
const relativeFormat = kept((locale, numeric: 'auto' | 'always') => new Intl.RelativeTimeFormat(locale, { numeric }))
const timeFormat = kept((locale, to: 'minute' | 'second') =>
  Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(to === 'second' ? { second: '2-digit' } : {}),
  }),
)
const listFormat = kept(
  (locale, type: 'unit' | 'conjunction') => new Intl.ListFormat(locale, { type, style: 'narrow' }),
)
const dateFormat = kept((locale, dateStyle: 'medium') => new Intl.DateTimeFormat(locale, { dateStyle }))

function kept<Option extends string, Format>(make: (locale: string, option: Option) => Format) {
  const made = new Map<string, Format>()
  return (locale: string, option: Option): Format => {
    const key = `${locale} ${option}`
    const format = made.get(key) ?? make(locale, option)
    made.set(key, format)
    return format
  }
}
