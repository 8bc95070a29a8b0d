/** Nanoseconds per unit of Go's `time.ParseDuration`; both characters for micro are accepted. */
const units: Record<string, bigint> = {
  ns: 1n,
  us: 1_000n,
  '\u00b5s': 1_000n,
  '\u03bcs': 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
}

const term = /(\d*)(?:\.(\d*))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/y

/** Go's longest duration, about 292 years, since it counts in 64 bits. */
const LONGEST = 2n ** 63n - 1n

/**
 * Seconds of a keep-alive as Ollama takes it: a number of seconds, or text by Go's
 * `time.ParseDuration` (`10m`, `1h30m`, `-1m`, `0`). Negative is "until unloaded". `null` is what the
 * server refuses: text without a unit (`5`, `-1`), empty text, and what does not fit its 64 bits.
 */
export function keepAliveSeconds(value: string | number): number | null {
  if (typeof value === 'string') return parseDuration(value)
  return Math.abs(value) * 1e9 < 2 ** 63 ? value || 0 : null
}

function parseDuration(text: string): number | null {
  const sign = /^[+-]/.exec(text)?.[0] ?? ''
  const rest = text.slice(sign.length)
  if (rest === '0') return 0
  let ns = 0n
  term.lastIndex = 0
  do {
    const [, whole = '', fraction = '', unit = ''] = term.exec(rest) ?? []
    if (whole === '' && fraction === '') return null
    const size = units[unit] ?? 0n
    ns += BigInt(whole) * size + fractionOf(fraction, Number(size))
    if (ns > (sign === '-' ? LONGEST + 1n : LONGEST)) return null
  } while (term.lastIndex < rest.length)
  return ns === 0n ? 0 : (Number(ns) / 1e9) * (sign === '-' ? -1 : 1)
}

/**
 * Computed in floating point with as many digits as fit 64 bits, as Go does it: `0.3333333333333333333h` is 20
 * minutes.
 */
function fractionOf(fraction: string, size: number): bigint {
  const digits = fraction.slice(0, BigInt(fraction.slice(0, 19)) > LONGEST ? 18 : 19)
  return BigInt(Math.trunc(Number(digits) * (size / 10 ** digits.length)))
}
