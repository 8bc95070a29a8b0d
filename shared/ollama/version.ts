import coerce from 'semver/functions/coerce.js'
import compare from 'semver/functions/compare.js'

/** Two or three numbers at the start; `coerce` alone finds one anywhere in a text. */
const readable = /^\s*v?\d+\.\d+(\.\d+)?(?![\d.])/i

/**
 * Whether a server of this version is older than a release. Only the three numbers are compared, so `0.33.0-rc2`
 * equals `0.33.0`. An unreadable version is never older, nor is `0.0.0`, which development builds send.
 */
export function isOlder(version: string | null, release: string): boolean {
  const read = version !== null && readable.test(version) ? coerce(version) : null
  return read !== null && compare(read, '0.0.0') > 0 && compare(read, release) < 0
}
